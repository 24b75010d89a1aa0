// A button next to each new password shows what was typed; without it the field works as usual.
(() => {
  for (const champ of document.querySelectorAll("input[type=password][autocomplete=new-password]")) {
    const bouton = document.createElement("button");
    bouton.type = "button";
    bouton.className = "btn btn-outline-primary btn-sm mt-2";
    bouton.setAttribute("aria-controls", champ.id);
    const montrer = (visible) => {
      champ.type = visible ? "text" : "password";
      bouton.textContent = visible ? "Masquer le mot de passe" : "Afficher le mot de passe";
    };
    bouton.addEventListener("click", () => montrer(champ.type === "password"));
    champ.form.addEventListener("submit", () => montrer(false));
    montrer(false);
    champ.after(bouton);
  }
})();
