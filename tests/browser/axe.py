"""Asks axe, in the page itself, whether everybody can use what stands there."""

from pathlib import Path

from playwright.sync_api import Page

AXE = (Path(__file__).parents[1] / "vendor" / "axe-core-4.14.1" / "axe.min.js").read_text()


def violations(page: Page, *, reads_sheets: bool = False) -> list[str]:
    """
    Return a line for each thing that axe finds: the rule, what it asks for, and where.

    One rule looks at style sheets, and axe asks for them again on each page. Ours are the same for all pages.
    """
    if not page.evaluate("typeof window.axe === 'object'"):
        page.evaluate(AXE)
    found = page.evaluate(
        """readsSheets => axe.run(document, {
          resultTypes: ['violations'],
          // Where it is, we say ourselves.
          selectors: false,
          preload: readsSheets,
          rules: {
            // What this finds, the enhanced rule finds as well; both ask for each colour on the page.
            'color-contrast': {enabled: false},
            'color-contrast-enhanced': {enabled: true},
            'target-size': {enabled: true},
          },
        }).then(result => result.violations)""",
        reads_sheets,
    )
    return [
        f"{rule['id']}: {rule['help']}: {node['html'][:160]}"
        for rule in found
        for node in rule["nodes"]
    ]


def assert_axe_clean(page: Page, *, reads_sheets: bool = False) -> None:
    """Call after loading and after each action. WCAG 2.2 AA, axe's best practices, and text contrast of 7:1."""
    assert violations(page, reads_sheets=reads_sheets) == []
