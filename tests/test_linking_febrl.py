"""Linking against sets that others made, by the fixed threshold of the model file and without a number that tells all."""

from accuracy_linking import measured
from casebook.linking import model
from febrl import febrl3, febrl4, found, joined, rates


def test_febrl_3_whose_persons_are_told_up_to_six_times():
    known, true = febrl3()
    *_, f1 = rates(joined(found(known, model.load().thresholds["match"])), true)
    assert f1 >= 0.99


def test_febrl_4_two_lists_of_the_same_people():
    known, true = febrl4()
    pairs = {(a, b) for a, b in found(known, model.load().thresholds["match"]) if (a < 5000) != (b < 5000)}
    *_, f1 = rates(pairs, true)
    assert f1 >= 0.995


def test_the_labelled_people_of_the_accuracy_tables():
    found, right, true = measured()
    assert right / found >= 0.9 and right / true >= 0.75
