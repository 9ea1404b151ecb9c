# The description of the REST API, for those who make programs.

api-docs-title = REST API of the contact register
api-docs-lead = Here you see what public bodies and providers of digital mailboxes can ask the register, and tell it, from their own programs.
api-docs-english = Names on the wire are Norwegian. The explanations are in English, as in the description for programs.
api-docs-openapi = The description for programs (OpenAPI)
api-docs-scope = The token must have one of these scopes, and both where there is a + between them:
api-docs-no-token = No token is needed.
api-docs-fields = Fields
api-docs-required = Required
api-docs-optional = Optional
api-docs-request = Example of a request
api-docs-answers = Examples of answers
api-docs-codes = Codes when the answer is no
