"""What was done: acts of a pack, with who did them to whom, with what, and how far they have come."""

from onrecord.event import pack
from onrecord.event.find import find, gap

_OWN = pack.users()
# Other packs of a user's own are another version: the next `add` reads the pages anew.
VERSION = f"3+{_OWN}" if _OWN else "3"

__all__ = ["VERSION", "find", "gap"]
