# Når et nummer eller en adresse også er registrert på andre: i dialogen og på «Dine kontaktopplysninger».

sharing-mobile-question = Deler du mobilnummeret med vilje?
sharing-email-question = Deler du e-postadressen med vilje?
sharing-mobile-settled = Du har sagt at du deler mobilnummeret med vilje.
sharing-email-settled = Du har sagt at du deler e-postadressen med vilje.
sharing-no = Nei, eller jeg vet ikke
sharing-child = Ja, med barnet mitt
sharing-spouse = Ja, med ektefelle eller samboer
sharing-ward = Ja, med en jeg hjelper eller er verge for
sharing-d-number = Ja, det er mitt eget tidligere d-nummer
sharing-other = Ja, av en annen grunn
sharing-save = Lagre svaret
