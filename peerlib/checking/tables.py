"""A question with a table, or one column of it, as its answer.

Rows are found by their key and columns by their name: their order makes no difference.

PORTABLE: runs under CPython and MicroPython.
"""

from .outcome import Outcome, listed
from .question import Question
from .reading import Reading, read
from .values import Tolerance, gap, key_text, kind_of, plain
from .wrong_turns import Wrong

HOW = "Give a table with one row for each %s."


class Column:
    """One column that is asked for.

    Parameters
    ----------
    name : str
    absolute, relative : float
        A number x is right if ``abs(x - t) <= max(absolute, relative * abs(t))``.
    also : tuple of str
        Other names it may have.
    """

    def __init__(self, name, absolute=1e-9, relative=0.0, also=()):
        self.name = name
        self.tolerance = Tolerance(absolute, relative)
        self.names = [key_text(each) for each in (name,) + tuple(also)]


class Table(Question):
    """One question with a table as its answer.

    Credit: right cells / cells asked for; a row that does not belong counts as cells asked for
    that are wrong. Columns that are not asked for make no difference.

    Parameters
    ----------
    key : str
        Name of the column, or of the index, that tells the rows apart.
    columns : tuple of Column
        With a single column, one column by itself (a Series) is an answer, too.
    common
        All else as in `Question`. ``truth(data)`` and the misconceptions return rows:
        a list of dictionaries, each with the key and every column.
    """

    kind = "table"

    def __init__(self, name, label, prompt, truth, key, columns, **common):
        Question.__init__(self, name, label, prompt, truth, **common)
        self.key = key
        self.columns = columns

    def read(self, given):
        """Return the cells that are asked for: row key to column name to value."""
        given = plain(given)
        if given is None or isinstance(given, str):
            return read(None) if read(given).tag == "blank" else self._no_table("text")
        if kind_of(given) == "unreadable":
            if given.get("why") == "too-large":
                return Reading(
                    None, "too-large", "That table is too large to look at.", HOW % self.key
                )
            return self._no_table("something else (%s)" % str(given.get("type"))[:40])
        rows = _rows(given, self.key, [column.name for column in self.columns])
        if rows is None:
            return self._no_table("something else")
        return self._cells(rows)

    def _no_table(self, what):
        return Reading(None, "wrong-type", "We found %s here, not a table." % what, HOW % self.key)

    def _cells(self, rows):
        key = key_text(self.key)
        found = {}
        for row in rows:
            if key not in row:
                return Reading(
                    None,
                    "no-key",
                    "There is no column %s in your table." % self.key,
                    "Which column tells the rows apart? " + HOW % self.key,
                )
            name = key_text(row[key])
            if name in found:
                return Reading(
                    None,
                    "row-twice",
                    "There are two rows for %s." % str(row[key])[:40],
                    HOW % self.key,
                )
            found[name] = {}
            for column in self.columns:
                for each in column.names:
                    if each in row:
                        found[name][column.name] = row[each]
        if not found:
            return Reading(None, "blank", "Your table has no rows yet.", HOW % self.key)
        return Reading(found)

    def shown(self, answer):
        """Return the size of the table."""
        return "a table with %d row%s" % (len(answer), "" if len(answer) == 1 else "s")

    def known(self, tag, value, idea="", next_step="", credit=0.0, exact=False, deeper=""):
        """Return rows as a `Wrong`; its tolerance keeps the rows' own names, for messages."""
        cells = self._cells([_small_keys(row) for row in value])
        if cells.value is None:
            raise ValueError("%s: %s" % (self.name, cells.seen))
        names = {}
        for row in value:
            names[key_text(row[self.key])] = str(row[self.key])
        return Wrong(tag, cells.value, names, idea, next_step, credit, exact, deeper)

    def written(self, value):
        """Return cells as the rows of a table."""
        return [dict([(self.key, key)] + list(value[key].items())) for key in sorted(value)]

    def fits(self, answer, wrong):
        """Tell whether all cells are those of a `Wrong`, with no row more and none less."""
        return sorted(answer) == sorted(wrong.value) and not self._off(answer, wrong)

    def recognised(self, answer, known, truth):
        """Return known wrong tables: the same, or else those that explain each cell that is off."""
        same = [wrong for wrong in known if self.fits(answer, wrong)]
        strange = [row for row in answer if row not in truth.value]
        off = [place for place in self._off(answer, truth) if place[0] in answer]
        if same or strange or not off:
            return same
        return [
            wrong
            for wrong in known
            if not [place for place in self._off(answer, wrong) if place in off]
        ]

    def distance(self, one, other):
        """Return the widest gap between two cells, in tolerances of both together."""
        if sorted(one.value) != sorted(other.value):
            return float("inf")
        gaps = [0.0]
        for row in one.value:
            for column in self.columns:
                gaps.append(
                    gap(
                        one.value[row].get(column.name),
                        other.value[row].get(column.name),
                        column.tolerance.of_both,
                    )
                )
        return max(gaps)

    def _off(self, answer, wrong):
        """Return the places (row, column) of a known table where an answer differs from it."""
        return [
            (row, column.name)
            for row in sorted(wrong.value)
            for column in self.columns
            if column.name not in answer.get(row, {})
            or gap(
                answer[row][column.name],
                wrong.value[row].get(column.name),
                column.tolerance.to_second,
            )
            > 1.0
        ]

    def parts(self, answer, truth, known, data):
        """Say how many cells fit, and which do not."""
        off = self._off(answer, truth)
        strange = [row for row in sorted(answer) if row not in truth.value]
        asked = len(truth.value) * len(self.columns)
        right = asked - len(off)
        missing = [
            column.name
            for column in self.columns
            if not [row for row in answer if column.name in answer[row]]
        ]
        gone = [truth.tolerance[row] for row in sorted(truth.value) if row not in answer]
        words = ["%d of %d cells fit." % (right, asked)]
        if missing:
            words.append("There is no column %s." % listed(missing))
        if gone:
            words.append("There is no row for %s." % listed(gone))
        if strange:
            words.append("We did not ask for a row %s." % listed([row[:40] for row in strange]))
        look = [
            "%s for %s" % (column, truth.tolerance[row])
            for row, column in off
            if row in answer and column not in missing
        ]
        if look:
            words.append("Look again at: %s." % listed(look))
        tag = (
            "table:missing-column"
            if missing
            else "table:missing-row"
            if gone
            else "table:cells-off"
            if look
            else "table:extra-row"
        )
        credit = float(right) / (asked + len(strange) * len(self.columns))
        return Outcome(
            credit,
            tag,
            self.seen(answer),
            " ".join(words),
            "What do the cells that are off have in common?"
            if len(look) > 1
            else "Which numbers go into it?",
        )


def _small_keys(row):
    return dict([(key_text(name), row[name]) for name in row])


def _rows(given, key, columns):
    """Return rows, each a dictionary by folded column name, or None if it is no table."""
    kind = kind_of(given)
    if kind == "table":
        return _from_table(given, key)
    if kind == "series":
        return _from_pairs(given.get("index"), given.get("values"), key, columns)
    if isinstance(given, list):
        if not given or not all([isinstance(row, dict) for row in given]):
            return None
        return [_small_keys(row) for row in given]
    if not isinstance(given, dict) or kind:
        return None
    return _from_dictionary(given, key, columns)


def _from_table(given, key):
    columns, rows, index = given.get("columns"), given.get("rows"), given.get("index")
    if not isinstance(columns, list) or not isinstance(rows, list):
        return None
    names = [key_text(name) for name in columns]
    found = []
    for i, row in enumerate(rows):
        if not isinstance(row, list) or len(row) != len(names):
            return None
        cells = dict(zip(names, row))
        if key_text(key) not in cells and isinstance(index, list) and i < len(index):
            _add_index(cells, key, given.get("index_names"), index[i])
        found.append(cells)
    return found


def _add_index(cells, key, index_names, place):
    """Add what the index says of a row; an index without a name is taken for the key."""
    names = index_names if isinstance(index_names, list) else [None]
    places = place if isinstance(place, list) and len(place) == len(names) else [place]
    for name, value in zip(names, places):
        cells[key_text(key if name is None or len(names) == 1 else name)] = value


def _from_pairs(keys, values, key, columns):
    if len(columns) != 1 or not isinstance(keys, list) or not isinstance(values, list):
        return None
    return [{key_text(key): one, key_text(columns[0]): value} for one, value in zip(keys, values)]


def _from_dictionary(given, key, columns):
    """Read a dictionary of columns, of rows by key, or of values by key."""
    inside = list(given.values())
    if inside and all([isinstance(each, list) for each in inside]):
        names, lengths = list(given), [len(each) for each in inside]
        if min(lengths) != max(lengths):
            return None
        return [
            dict([(key_text(name), given[name][i]) for name in names]) for i in range(lengths[0])
        ]
    if inside and all([isinstance(each, dict) for each in inside]):
        rows = []
        for name in given:
            row = _small_keys(given[name])
            row[key_text(key)] = name
            rows.append(row)
        return rows
    if inside and not [each for each in inside if isinstance(each, (list, dict))]:
        return _from_pairs(list(given), inside, key, columns)
    return None
