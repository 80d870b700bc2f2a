"""Dossiers: what a reporter hands to an editor or a fact-checker, as one page of HTML or as Markdown.

choosing ── a search, a story, a saying, a speaker, some ids
   └─ gather ── each line told (telling), each source in a footnote (footnotes)
         └─ html, markdown
"""

from onrecord.dossier.choosing import LIMIT, Choice
from onrecord.dossier.writing import FORMATS, Format, dossier, file_name, write

__all__ = ["FORMATS", "LIMIT", "Choice", "Format", "dossier", "file_name", "write"]
