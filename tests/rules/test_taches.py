"""Every task names a queue that the worker listens to, and only wakes a service."""

from __future__ import annotations

import ast

from depot_git import arbre, court, sources
from django.conf import settings
from procrastinate.contrib.django import app

CORPS_MAXIMUM = 10


def les_notres():
    return [t for t in app.tasks.values() if t.name.startswith("accrochage.")]


def test_every_task_has_a_queue_that_is_consumed():
    assert les_notres()
    assert {t.name: t.queue for t in les_notres() if t.queue not in settings.FILES_ATTENTE} == {}


def test_every_consumed_queue_has_a_task():
    assert set(settings.FILES_ATTENTE) == {t.queue for t in les_notres()}


def test_the_worker_listens_to_these_queues():
    assert app.worker_defaults["queues"] == list(settings.FILES_ATTENTE)


def test_tasks_are_short():
    longues = [
        f"{court(module)}:{noeud.name}"
        for module in sources("src/accrochage/portail")
        if module.name == "tasks.py"
        for noeud in arbre(module).body
        if isinstance(noeud, ast.FunctionDef) and (noeud.end_lineno or 0) - noeud.lineno >= CORPS_MAXIMUM
    ]
    assert longues == []
