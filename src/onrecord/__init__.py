"""Turns captured news pages into a sourced record: who said what, when, as reported by whom."""
