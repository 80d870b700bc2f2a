"""How items are told to people, in plain words: what a terminal and a browser have in common.

How they look is for `cli` and `web`.
"""
