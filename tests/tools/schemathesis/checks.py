"""What schemathesis cannot know of itself about the change feed: which numbers there are."""

import schemathesis

FEEDS = ("/rest/v2/krr/hentEndringer", "/rest/v1/krr/hentPostkasseleverandoerEndringer")


def last_number(ctx, case):
    """The last change there is, as the feed says to who starts from the beginning."""
    start = case.operation.Case(headers=dict(case.headers), body={"fraEndringsId": 0}, media_type="application/json")
    return start.call().json()["sisteEndringsId"]


@schemathesis.check
def only_numbers_from_elsewhere_are_refused(ctx, response, case):
    if case.operation.path not in FEEDS or not case.meta.generation.mode.is_positive:
        return
    start = case.body["fraEndringsId"]
    if response.status_code == 400:
        assert response.json()["error_description"].startswith("fraEndringsId is above the last change"), "refused for what it is"
        assert start > last_number(ctx, case), "refused, although there is something from there on"
    elif response.status_code == 200:
        told = response.json()
        assert start == told["fraEndringsId"] <= told["tilEndringsId"] <= told["sisteEndringsId"], "the numbers follow each other"
        assert len(told["list"]) <= min(1000, told["tilEndringsId"] - start), "no more than has changed"
