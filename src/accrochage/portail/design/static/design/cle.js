// Passkeys: ties the forms that carry data-cle to the library that speaks to the authenticator.
(() => {
  document.addEventListener("DOMContentLoaded", () => {
    for (const formulaire of document.querySelectorAll("form[data-cle]")) {
      const bouton = formulaire.querySelector("button");
      const preuve = formulaire.querySelector("input[name=credential]");
      bouton.id ||= `bouton-${preuve.id}`;
      const ids = { credential: preuve.id, data: formulaire.dataset.options };
      const sansMotDePasse = formulaire.querySelector("input[name=passwordless]");
      if (sansMotDePasse) ids.passwordless = sansMotDePasse.id;
      for (const role of ["add", "authenticate", "login"]) ids[role] = bouton.id;
      window.allauth.webauthn.forms[formulaire.dataset.cle]({ ids });
      bouton.addEventListener("click", () => {
        formulaire.querySelector("[role=alert]").hidden = true;
      });
    }
  });

  // The person closed the window, or the key does not answer: say it where they look.
  document.addEventListener("allauth.error", (event) => {
    event.preventDefault();
    for (const alerte of document.querySelectorAll("form[data-cle] [role=alert]")) alerte.hidden = false;
  });
})();
