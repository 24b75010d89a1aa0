// Menus of the header: one open at a time, closed by Escape or a click elsewhere.
(() => {
  const menus = () => document.querySelectorAll("details.menu[open]");

  document.addEventListener("click", (event) => {
    for (const menu of menus()) {
      if (!menu.contains(event.target)) menu.open = false;
    }
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of menus()) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  // An error summary that arrives without a page load takes the focus as `autofocus` would.
  document.addEventListener("htmx:afterSettle", () => {
    const erreurs = document.getElementById("erreurs");
    if (erreurs) erreurs.focus();
  });
})();
