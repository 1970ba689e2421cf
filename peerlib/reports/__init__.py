"""For instructors, after marking: a report on a class, exports, and the commands for both.

- `gathered` collects what is known of a class: records, gradebook, submissions without a mark;
- `statistics`, `tags` and `other_data` work out numbers from it; they know nothing of pages;
- `pictures`, `sections` and `page` write them down as one page that stands alone;
- `export` and `layouts` write the gradebook as the tables that other systems read;
- `files` writes a page or a table whole or not at all;
- `commands` adds all this to the `peerlib` command.
"""
