"""Who said what: content, cue and source of each statement, its speakers and the chain of reporting."""
