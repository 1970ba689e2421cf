"""Mend what the theme of Jupyter Book 1 gets wrong or brings along unasked."""


def register(app) -> None:
    """Leave out scripts that no page of this book uses."""
    app.connect("html-page-context", _drop_unused_scripts, priority=900)


def _drop_unused_scripts(app, page, template, context, doctree) -> None:
    # Jupyter Book 1 emits the thebe script twice, which fails on every page; nothing here uses it.
    unused = ("thebe", "require", "mermaid")
    context["script_files"] = [
        script
        for script in context.get("script_files", [])
        if not any(word in str(getattr(script, "filename", script) or "") for word in unused)
        and "THEBE_JS_URL" not in str(getattr(script, "attributes", {}).get("body", ""))
    ]
