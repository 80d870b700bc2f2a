"""Word lists, tables and the demo archive that ship with the package."""
