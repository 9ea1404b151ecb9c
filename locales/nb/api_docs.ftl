# Beskrivelsen av REST-grensesnittet, for dem som lager programmer.

api-docs-title = REST-API for kontaktregisteret
api-docs-lead = Her ser du hva offentlige virksomheter og leverandører av digital postkasse kan spørre registeret om og melde fra om fra sine egne programmer.
api-docs-english = Navnene i meldingene er norske. Forklaringene er på engelsk, slik de står i beskrivelsen for programmer.
api-docs-openapi = Beskrivelsen for programmer (OpenAPI)
api-docs-scope = Tokenet må ha ett av disse scopene, og begge der det står + mellom dem:
api-docs-no-token = Krever ikke token.
api-docs-fields = Felter
api-docs-required = Må være med
api-docs-optional = Kan utelates
api-docs-request = Eksempel på forespørsel
api-docs-answers = Eksempler på svar
api-docs-codes = Koder når svaret er nei
