"""Say at the foot of each page which version of the course it is."""

from .. import __version__

CHANGES = "book/changes"
PROGRESS = "book/your-progress"
ACCESS = "book/accessibility"


def register(app) -> None:
    """Set the version for Sphinx, and write it below each page."""
    app.connect("config-inited", _set_version)
    app.connect("html-page-context", _write_version)


def _set_version(app, config) -> None:
    config.version = config.release = __version__


def _write_version(app, page, template, context, doctree) -> None:
    changes, progress = context["pathto"](CHANGES), context["pathto"](PROGRESS)
    context["theme_extra_footer"] = (
        f'Version {__version__}. <a href="{changes}">What has changed</a>. '
        f'<a href="{progress}">What is kept of what you do</a>. '
        f'<a href="{context["pathto"](ACCESS)}">Can everybody use this book?</a>'
    )
