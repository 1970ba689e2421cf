"""Lies in the place of each exercise where learner code is marked: there is nothing to read."""
