"""What the grammar of its sentence says of an event that the model found.

The model has read some thousand sentences; rules of English that it met too seldom are kept here, a file each:

"Nor did the envoys condemn the raid"           denied
"Orvat, whose raid was widely condemned"        he condemns nobody
"a draft treaty"                                is not agreed
"warned that Norland could strike"              threatens nobody
"""

from onrecord.event.syntax.checked import checked

__all__ = ["checked"]
