"""Help pages: the steps, the rules, the dictionary and its schemas."""

from __future__ import annotations

from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from accrochage.flux.catalogue import REGLES
from accrochage.flux.dictionary import VERSIONS
from accrochage.flux.schemas import chemin_xsd
from accrochage.portail.web.acces import Acces, acces
from accrochage.portail.web.aide import catalogue, faq, forms
from accrochage.portail.web.aide.dictionnaire import sections


@acces(Acces.PUBLIC)
def accueil(request: HttpRequest) -> HttpResponse:
    """List what the help holds."""
    return render(request, "aide/accueil.html", {"nombre_regles": len(REGLES), "form": forms.FaqForm()})


@acces(Acces.PUBLIC)
def page(request: HttpRequest, nom: str) -> HttpResponse:
    """Show one of the four steps; ``nom`` comes from the route."""
    return render(request, f"aide/{nom}.html")


@acces(Acces.PUBLIC)
def frequentes(request: HttpRequest) -> HttpResponse:
    """Search the frequent questions; the words are in the address."""
    form = forms.FaqForm(request.GET)
    mots = form.cleaned_data["q"] if form.is_valid() else ""
    contexte = {"form": form, "articles": faq.chercher(mots), "filtre": bool(mots.strip())}
    return render(request, "aide/faq.html", contexte)


@acces(Acces.PUBLIC)
def regles(request: HttpRequest) -> HttpResponse:
    """Search the rules; the words and the family are in the address."""
    form = forms.RechercheForm(request.GET)
    choix = form.cleaned_data if form.is_valid() else {"q": "", "famille": ""}
    groupes = catalogue.chercher(choix["q"], choix["famille"])
    contexte = {
        "form": form,
        "groupes": groupes,
        "trouvees": sum(len(groupe.regles) for groupe in groupes),
        "filtre": bool(choix["q"] or choix["famille"]),
    }
    return render(request, "aide/regles.html", contexte)


@acces(Acces.PUBLIC)
def regle(request: HttpRequest, code: str) -> HttpResponse:
    """Show one rule: what it found, why it matters, what to do."""
    trouvee = REGLES.get(code.upper())
    if trouvee is None:
        raise Http404
    if code != trouvee.code:
        return redirect("aide:regle", code=trouvee.code)
    contexte = {
        "regle": trouvee,
        "famille": catalogue.FAMILLES[trouvee.famille],
        "effet": catalogue.EFFETS[trouvee.severite],
    }
    return render(request, "aide/regle.html", contexte)


@acces(Acces.PUBLIC)
def dictionnaire(request: HttpRequest) -> HttpResponse:
    """Show each element of the file; the words looked for are in the address."""
    form = forms.MotsForm(request.GET)
    texte = form.cleaned_data["q"] if form.is_valid() else ""
    trouvees = sections(texte)
    contexte = {
        "form": form,
        "sections": trouvees,
        "nombre": sum(len(section.lignes) for section in trouvees),
        "filtre": bool(texte),
        "versions": VERSIONS,
    }
    return render(request, "aide/dictionnaire.html", contexte)


@acces(Acces.PUBLIC)
def schema(_request: HttpRequest, version: str) -> FileResponse:
    """Send the schema of a generation."""
    connue = next((v for v in VERSIONS if v == version), None)
    if connue is None:
        raise Http404
    chemin = chemin_xsd(connue)
    return FileResponse(
        chemin.open("rb"), as_attachment=True, filename=chemin.name, content_type="application/xml"
    )
