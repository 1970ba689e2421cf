"""The Sphinx extension of the book: puts a live lab or practice item into a page."""
