"""`onrecord review`: what waits for a decision; accept, reject, correct, add; who is who; what was decided, undone."""

from onrecord.cli.review import verdicts, who
from onrecord.cli.review.queue import review

__all__ = ["review"]

review.command()(verdicts.accept)
review.command()(verdicts.reject)
review.command()(verdicts.correct)
review.command()(verdicts.add)
review.command()(who.same)
review.command()(who.apart)
review.command()(verdicts.undo)
