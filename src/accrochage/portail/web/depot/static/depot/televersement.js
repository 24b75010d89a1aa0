// The upload, better: drop zone, checks before sending, determinate progress. htmx sends; without
// JavaScript the form does the same with a plain page load.
(() => {
  const ACCEPTES = /\.(xml|gz|zip)$/i;
  const PALIER = 25;
  let termine = false;
  let annonce = -1;

  const formulaire = () => document.getElementById("televersement");
  const partie = (nom) => formulaire()?.querySelector(`[data-${nom}]`);
  const entree = () => formulaire()?.querySelector("input[type=file]");

  function taille(octets) {
    const unites = ["octets", "ko", "Mo", "Go"];
    let rang = 0;
    while (octets >= 999.95 && rang < unites.length - 1) {
      octets /= 1000;
      rang += 1;
    }
    return `${octets.toLocaleString("fr-FR", { maximumFractionDigits: rang ? 1 : 0 })}\u00a0${unites[rang]}`;
  }

  function dire(texte) {
    document.getElementById("annonces").textContent = texte;
  }

  function probleme(texte) {
    partie("probleme").textContent = texte;
    if (texte) entree().setAttribute("aria-invalid", "true");
    else entree().removeAttribute("aria-invalid");
  }

  function defaut(fichier) {
    if (!fichier) return "Choisissez le fichier à déposer.";
    if (!fichier.size) return "Ce fichier est vide\u00a0: refaites l’export, puis choisissez-le de nouveau.";
    if (!ACCEPTES.test(fichier.name)) {
      return "Ce fichier n’est ni un XML ni un XML compressé. Choisissez un fichier en .xml, .gz ou .zip.";
    }
    return fichier.size > Number(formulaire().dataset.tailleMax) ? formulaire().dataset.tropGros : "";
  }

  function montrerEnvoi(enCours) {
    partie("envoi").hidden = !enCours;
    partie("interrompre").hidden = !enCours;
    partie("deposer").disabled = enCours;
    entree().disabled = false;
  }

  function montrerProgression(envoye, total) {
    const pourcent = Math.floor((100 * envoye) / total);
    partie("barre").value = pourcent;
    partie("detail").textContent = `${pourcent}\u00a0% · ${taille(envoye)} sur ${taille(total)}`;
    if (Math.floor(pourcent / PALIER) > annonce) {
      annonce = Math.floor(pourcent / PALIER);
      dire(`Envoi\u00a0: ${pourcent}\u00a0%`);
    }
  }

  function montrerControle() {
    termine = true;
    partie("interrompre").hidden = true;
    partie("barre").removeAttribute("value");
    document.getElementById("envoi-texte").textContent = "Fichier envoyé. Premier contrôle en cours";
    partie("detail").textContent = "";
    dire("Fichier envoyé. Premier contrôle en cours.");
  }

  function echouer(texte) {
    montrerEnvoi(false);
    probleme(texte);
  }

  function preparer() {
    if (!formulaire()) return;
    partie("avec-script").hidden = false;
    if (document.getElementById("erreurs")) probleme("");
  }

  document.addEventListener("DOMContentLoaded", preparer);
  document.addEventListener("htmx:afterSettle", preparer);

  document.addEventListener("change", (event) => {
    if (event.target !== entree()) return;
    const fichier = event.target.files[0];
    probleme(fichier ? defaut(fichier) : "");
  });

  for (const nom of ["dragenter", "dragover", "dragleave", "drop"]) {
    document.addEventListener(nom, (event) => {
      const zone = partie("zone");
      if (!zone || !event.dataTransfer?.types.includes("Files")) return;
      event.preventDefault();
      const dessus = zone.contains(event.target);
      zone.classList.toggle("zone-survolee", dessus && nom !== "dragleave" && nom !== "drop");
      if (nom !== "drop" || !dessus) return;
      if (event.dataTransfer.files.length !== 1) {
        probleme("Déposez un seul fichier à la fois.");
        return;
      }
      entree().files = event.dataTransfer.files;
      entree().dispatchEvent(new Event("change", { bubbles: true }));
      entree().focus();
    });
  }

  document.addEventListener("htmx:beforeRequest", (event) => {
    if (event.target !== formulaire()) return;
    const texte = defaut(entree().files[0]);
    if (texte) {
      event.preventDefault();
      probleme(texte);
      entree().focus();
      return;
    }
    termine = false;
    annonce = -1;
    probleme("");
    document.getElementById("envoi-texte").textContent = "Envoi du fichier";
    montrerProgression(0, entree().files[0].size);
    montrerEnvoi(true);
  });

  document.addEventListener("htmx:xhr:progress", (event) => {
    if (event.target !== formulaire() || termine || !event.detail.lengthComputable) return;
    montrerProgression(event.detail.loaded, event.detail.total);
    if (event.detail.loaded === event.detail.total) montrerControle();
  });

  document.addEventListener("click", (event) => {
    if (!partie("interrompre")?.contains(event.target)) return;
    window.htmx.trigger(formulaire(), "htmx:abort");
    echouer("L’envoi est interrompu. Rien n’a été déposé.");
  });

  document.addEventListener("htmx:sendError", (event) => {
    if (event.target !== formulaire()) return;
    echouer("La connexion s’est coupée. Vérifiez dans le suivi si le fichier a été reçu, puis recommencez.");
  });

  document.addEventListener("htmx:responseError", (event) => {
    if (event.target !== formulaire()) return;
    echouer("Le portail n’a pas pu répondre. Vérifiez dans le suivi si le fichier a été reçu, puis recommencez.");
  });
})();
