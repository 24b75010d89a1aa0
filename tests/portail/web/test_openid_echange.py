"""What is believed of a provider's configuration, without one."""

from __future__ import annotations

import pytest
from allauth.socialaccount.providers.oauth2.client import OAuth2Error
from allauth.socialaccount.providers.openid_connect.views import OpenIDConnectOAuth2Adapter

from accrochage.portail.config.settings import openid as reglages
from accrochage.portail.web.connexion import openid_echange, openid_sortie


@pytest.mark.django_db
def test_a_provider_with_tls_may_not_leave_it(monkeypatch, rf, settings):
    settings.SOCIALACCOUNT_PROVIDERS = reglages.fournisseur("https://fournisseur.test", "client", "secret")
    publiee = dict.fromkeys(openid_echange.ADRESSES, "https://fournisseur.test/x")
    publiee |= {"issuer": "https://fournisseur.test", "token_endpoint": "http://fournisseur.test/jeton"}
    monkeypatch.setattr(OpenIDConnectOAuth2Adapter, "openid_config", publiee)
    with pytest.raises(OAuth2Error, match="TLS"):
        _ = openid_echange.Echange(rf.get("/"), "openid").openid_config


def test_a_way_out_at_another_s_is_not_kept(rf):
    request = rf.get("/")
    request.session = {}
    openid_sortie.retenir(
        request, jeton="j", sortie="https://pirate.test/fin", emetteur="https://fournisseur.test"
    )
    openid_sortie.retenir(request, jeton="j", sortie=None, emetteur="https://fournisseur.test")
    assert request.session == {}
