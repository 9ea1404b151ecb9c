# Når eit nummer eller ei adresse også er registrert på andre: i dialogen og på «Kontaktopplysningane dine».

sharing-mobile-question = Deler du mobilnummeret med vilje?
sharing-email-question = Deler du e-postadressa med vilje?
sharing-mobile-settled = Du har sagt at du deler mobilnummeret med vilje.
sharing-email-settled = Du har sagt at du deler e-postadressa med vilje.
sharing-no = Nei, eller eg veit ikkje
sharing-child = Ja, med barnet mitt
sharing-spouse = Ja, med ektefelle eller sambuar
sharing-ward = Ja, med ein eg hjelper eller er verje for
sharing-d-number = Ja, det er mitt eige tidlegare d-nummer
sharing-other = Ja, av ein annan grunn
sharing-save = Lagre svaret
