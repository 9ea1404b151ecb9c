# When a number or an address is registered on others too: in the dialogue and on "Your contact information".

sharing-mobile-question = Do you share this mobile number on purpose?
sharing-email-question = Do you share this e-mail address on purpose?
sharing-mobile-settled = You have said that you share the mobile number on purpose.
sharing-email-settled = You have said that you share the e-mail address on purpose.
sharing-no = No, or I do not know
sharing-child = Yes, with my child
sharing-spouse = Yes, with my spouse or partner
sharing-ward = Yes, with somebody I help or am the guardian of
sharing-d-number = Yes, it is my own earlier D number
sharing-other = Yes, for another reason
sharing-save = Save the answer
