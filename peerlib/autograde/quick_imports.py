"""Keep a check of web addresses from being loaded, which takes seconds and is never used here.

nbformat loads jsonschema, which loads a grammar of international web addresses where it is
installed, only to offer it. Import this module before nbformat.
"""

import sys

GRAMMAR = "rfc3987_syntax"

if "jsonschema" not in sys.modules and GRAMMAR not in sys.modules:
    sys.modules[GRAMMAR] = None  # "there is no such module"
    try:
        import jsonschema  # noqa: F401
    finally:
        del sys.modules[GRAMMAR]
