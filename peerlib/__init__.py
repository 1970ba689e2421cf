"""Models, live labs and kind marking behind a course on peer support in mental health.

PORTABLE: runs under CPython and MicroPython.
"""

__version__ = "0.1.0"
