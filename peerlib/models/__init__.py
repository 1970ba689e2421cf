"""The models behind the labs.

PORTABLE: runs under CPython and MicroPython.
"""
