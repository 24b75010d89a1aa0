from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

from accrochage.flux.validation import schema_morceau


def test_each_thread_validates_with_a_schema_of_its_own():
    ensemble = Barrier(2)

    def prendre(_):
        ensemble.wait(30)
        return schema_morceau(), schema_morceau()

    with ThreadPoolExecutor(2) as fils:
        (a, encore_a), (b, _) = fils.map(prendre, range(2))
    assert a is encore_a
    assert a is not b
