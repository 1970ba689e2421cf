// What the theme's own script leaves undone for people who use the keyboard or a screen reader.

// It takes the focus away from a button that is pressed, so that who uses the keyboard had to
// begin again at the top of the page, also after a drawer was closed.
const BUTTONS = ".theme-switch-button, .search-button, .primary-toggle, .secondary-toggle";
for (const button of document.querySelectorAll(BUTTONS)) button.blur = () => {};

// A heading that is picked from the list in a drawer leads there: the drawer gives way.
document.addEventListener("click", ({ target }) => {
  const link = target.closest?.('dialog a[href^="#"]');
  if (link && link.getAttribute("href") !== "#") link.closest("dialog").close();
});

// The button for light or dark has three states and said none of them.
const page = document.documentElement;
const sayMode = () => {
  const mode = page.dataset.mode === "auto" ? "as on this device" : page.dataset.mode;
  for (const button of document.querySelectorAll(".theme-switch-button")) {
    button.setAttribute("aria-label", `Light or dark: ${mode}`);
  }
};
new MutationObserver(sayMode).observe(page, { attributeFilter: ["data-mode"] });
sayMode();

// With room for it, the list of pages stands beside the page, and its button hides it.
const list = document.getElementById("pst-primary-sidebar");
const listButton = document.querySelector(".primary-toggle");
const wide = matchMedia("(min-width: 992px)");
const sayList = () => {
  if (!list || !listButton) return;
  if (wide.matches) {
    listButton.setAttribute("aria-expanded", String(!list.matches(".pst-sidebar-hidden")));
  } else listButton.removeAttribute("aria-expanded");
};
if (list) new MutationObserver(sayList).observe(list, { attributeFilter: ["class"] });
wide.addEventListener("change", sayList);
sayList();
