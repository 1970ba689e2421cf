"""The role ``{fact}`` and the page that lists every claim with its source."""

from html import escape

from docutils import nodes
from docutils.statemachine import StringList
from sphinx.util.docutils import SphinxRole

from .claims import UnknownFact, all_claims, claim_text, fact
from .told import Told

LEDGER = "book/claims"
TITLES = {"lgbtq-communities": "LGBTQ+ people"}  # the others are called like their files


def register(app) -> None:
    """Add the roles and the ledger."""
    app.add_role("fact", FactRole())
    app.add_role("invented", InventedRole())
    app.add_directive("claims-ledger", ClaimsLedgerDirective)


class FactRole(SphinxRole):
    """A number of a claim, by name; it leads to the claim's line in the ledger."""

    def run(self):
        """Return the number as a link."""
        try:
            text = fact(self.text)
        except (UnknownFact, ValueError, KeyError) as error:
            message = self.inliner.reporter.error(str(error), line=self.lineno)
            return [self.inliner.problematic(self.rawtext, self.rawtext, message)], [message]
        key = self.text.strip().partition(".")[0]
        if self.env.docname == LEDGER:
            return [nodes.Text(text)], []
        uri = self.env.app.builder.get_relative_uri(self.env.docname, LEDGER)
        link = nodes.reference("", text, internal=True, classes=["fact"])
        link["refuri"] = f"{uri}#claim-{key}"
        return [link], []


class InventedRole(SphinxRole):
    """A number that is made up, in a scene or an example; it says to us that it has no source."""

    def run(self):
        """Return the number as plain text."""
        return [nodes.Text(self.text)], []


class ClaimsLedgerDirective(Told):
    """Every claim of the book: what is said, where it comes from, how closely we looked."""

    def made(self) -> list[nodes.Node]:
        """Return one list for each part of the book."""
        return [
            node
            for part in sorted({claim["part"] for claim in all_claims().values()})
            for node in self._part(part)
        ]

    def _part(self, part: str) -> list[nodes.Node]:
        section = nodes.section(ids=[f"claims-{part}"], names=[f"claims-{part}"])
        section += nodes.title("", TITLES.get(part) or part.replace("-", " ").capitalize())
        listed = nodes.bullet_list()
        for key, claim in all_claims().items():
            if claim["part"] == part:
                listed += self._line(key, claim)
        section += listed
        return [section]

    def _line(self, key: str, claim: dict) -> nodes.list_item:
        item = nodes.list_item(ids=[f"claim-{key}"])
        note = f" {claim['note']}" if claim.get("note") else ""
        source = "".join(f" {{cite}}`{one}`" for one in claim["source"].split(", ") if one)
        text = f"{escape(claim_text(claim), quote=False)}{source} *{claim['checked']}.*{note}"
        self.state.nested_parse(StringList([text]), self.content_offset, item)
        return item
