# A cell that Python does not understand gets plain words from the first one on.
get_config().InteractiveShellApp.extensions = ["in_the_browser"]  # noqa: F821
