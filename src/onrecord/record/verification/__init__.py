"""Whether all evidence still holds: every page read again and compared with what the record says of it.

    check = Verification("onrecord.db")
    for problem in check:
        print(problem.what, problem.id, problem.problem)
    print(check.checked)                               # {"captures": 12, "articles": 15, ...}

This opens the record to read only, with SQL and decoding of its own: it shares no code with what wrote the record but
the nouns in model.py. A damaged row is a problem that names it, never a crash.
"""

from onrecord.record.verification.problem import Problem
from onrecord.record.verification.walk import Verification

__all__ = ["Problem", "Verification"]
