# Skildringa av REST-grensesnittet, for dei som lagar program.

api-docs-title = Kontaktregisteret sitt REST-API
api-docs-lead = Her ser du kva offentlege verksemder og leverandørar av digital postkasse kan spørje registeret om og melde frå om frå sine eigne program.
api-docs-english = Namna i meldingane er norske. Forklaringane er på engelsk, slik dei står i skildringa for program.
api-docs-openapi = Skildringa for program (OpenAPI)
api-docs-scope = Tokenet må ha eitt av desse scopa, og begge der det står + mellom dei:
api-docs-no-token = Krev ikkje token.
api-docs-fields = Felt
api-docs-required = Må vere med
api-docs-optional = Kan utelatast
api-docs-request = Døme på førespurnad
api-docs-answers = Døme på svar
api-docs-codes = Kodar når svaret er nei
