"""The models behind the labs. PORTABLE: every module runs under CPython and MicroPython."""
