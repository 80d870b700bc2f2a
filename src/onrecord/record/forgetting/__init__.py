"""Forgetting: a page and all that came of it leave the record for good, and no byte of it stays in the file.

    matching     which pages somebody means
    registry     every table of a record, and what becomes of it when a page is forgotten
    removal      the rows go, in one transaction; what is left is that, when, by whom and why a page was forgotten
    words        what else in the record has the words of the page: spellings, reasons, names
    rulings      decisions that stood on it are made empty
    frozen       its items go from the snapshots
    cleaning     what is left in the file of what was deleted is written over

A run that is killed between removal and cleaning is finished by the next one.
"""

from onrecord.record.forgetting.cleaning import clean, is_uncleaned
from onrecord.record.forgetting.matching import Match, TellsTheSame, matches
from onrecord.record.forgetting.removal import remove

__all__ = ["Match", "TellsTheSame", "clean", "is_uncleaned", "matches", "remove"]
