"""How far a run is: done, of how many, and how long it will take."""

import time

FIRST_SECONDS, EVERY_SECONDS = 1.0, 2.0


class Progress:
    """Counts submissions and says now and then how far the run is.

    Parameters
    ----------
    of : int
        How many there are.
    say : callable
        Called with one line.
    clock : callable
        Gives the time in seconds.
    """

    def __init__(self, of, say, clock=time.monotonic):
        self.of, self.say, self.clock = of, say, clock
        self.done, self.marked = 0, 0
        self.began = self.first = clock()
        self.next = self.began + FIRST_SECONDS

    def step(self, marked=False):
        """Count one; `marked` if it took time."""
        self.done += 1
        self.marked += marked
        if marked and self.marked == 1:  # what came before was loading
            self.first = self.clock()
        if self.clock() >= self.next and self.done < self.of:
            self.next = self.clock() + EVERY_SECONDS
            self.say("  %d of %d done, %s" % (self.done, self.of, self._left()))

    def end(self):
        """Say that all are done, if anything was said on the way."""
        if self.next > self.began + FIRST_SECONDS and self.done >= self.of:
            self.say("  %d of %d done" % (self.done, self.of))

    def _left(self):
        if self.marked < 2:
            return "the first are being marked"
        each = (self.clock() - self.first) / (self.marked - 1)
        seconds = each * (self.of - self.done)
        return "about %s left" % (
            "%d s" % (seconds + 1) if seconds < 90 else "%d minutes" % (seconds / 60 + 1)
        )
