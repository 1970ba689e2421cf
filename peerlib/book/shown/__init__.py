"""What the pages show computed: one module for each topic, one function for each ``{result}``.

A function takes no arguments and returns a result of `peerlib.evaluation` or
`peerlib.experiments`, or a list of pictures as `peerlib.labs._drawing` makes them.
``{result} topic.name`` in a page calls ``name`` of ``topic.py``.
"""
