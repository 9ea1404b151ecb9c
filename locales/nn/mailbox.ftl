# Digital postkasse, i dialogen og på eiga side. Setningar merkte F er faste.

# F
mailbox-label = Digital postkasse:
# F
mailbox-none = Du har ikkje valt postkasse for digital post.
# F
mailbox-none-text = Med digital postkasse hos e-Boks eller Digipost kan du få post frå det offentlege levert digitalt i staden for på papir.
# F
mailbox-question = Eg ønskjer å få post frå stat og kommune i digital postkasse
# F
mailbox-yes = Ja
# F
mailbox-no = Nei
mailbox-provider = Vel postkasse:
mailbox-by-digipost = Blir levert av Posten Bring AS
mailbox-by-eboks = Blir levert av e-Boks Norge AS
mailbox-what-is-sent = Leverandøren får fødselsnummeret og e-postadressa di, slik at postkassa kan opprettast.
mailbox-provider-missing = Vel kva for postkasse du vil ha.
mailbox-no-contact = Du må oppgi mobilnummer eller e-postadresse for å velje digital postkasse.
mailbox-step-up = Du må logge inn på høgt tryggingsnivå for å velje digital postkasse, til dømes med BankID.
mailbox-step-up-button = Logg inn på høgt nivå
mailbox-reserved = Du kan ikkje velje digital postkasse, fordi du har reservert deg mot digital post.
mailbox-reserved-help = Les meir om reservasjon
mailbox-has-reserved = Du har { $provider }, men får ikkje post frå det offentlege der, fordi du har reservert deg.
mailbox-waiting = Du har valt { $provider }, og vi ventar på svar frå leverandøren. Du treng ikkje vente. Vi sender deg ei melding når det er klart.
mailbox-refused-reserved = Du fekk ikkje postkasse hos { $provider }, fordi du har reservert deg mot digital post.
mailbox-refused-exists = Du fekk ikkje postkasse hos { $provider }. Dei seier at du har ei postkasse frå før. Ta kontakt med { $provider }.
mailbox-refused-unknown = Du fekk ikkje postkasse hos { $provider }, fordi dei ikkje finn deg. Ta kontakt med { $provider }.
mailbox-refused-email = Du fekk ikkje postkasse hos { $provider }, fordi dei ikkje godtek e-postadressa di. Sjekk at ho er rett, og vel på nytt.
mailbox-refused-fault = Du fekk ikkje postkasse hos { $provider } på grunn av ein feil hos dei eller oss. Vel på nytt om ei stund.
mailbox-given-up = Vi fekk ikkje svar frå { $provider }. Vel på nytt om du framleis vil ha postkasse der.
mailbox-title = Digital postkasse
mailbox-lead = I ei digital postkasse får du post frå stat og kommune digitalt i staden for på papir. Du vel sjølv leverandør, og kan byte når du vil.
mailbox-has = Du får post frå det offentlege i { $provider }. Vald { $date }.
mailbox-has-not-used = Du har { $provider }, men får ikkje post frå det offentlege der før du har stadfesta mobilnummeret eller e-postadressa di. Vald { $date }.
mailbox-address = Postkasseadressa er { $address }.
mailbox-too-young = Du må ha fylt { $years } år for å velje digital postkasse her.
mailbox-not-registered = Du må registrere mobilnummer eller e-postadresse før du kan velje digital postkasse.
mailbox-not-registered-button = Registrer mobil og e-post
mailbox-not-offered = Det er ikkje mogleg å velje digital postkasse her no.
mailbox-choice = Kvar vil du ha post frå stat og kommune?
mailbox-choice-none = På papir
mailbox-choice-missing = Vel ei postkasse eller papir.
mailbox-change-note = Byter du leverandør, blir gammal post liggjande hos den du hadde. Den nye postkassa blir teken i bruk når leverandøren har svart.
mailbox-done = { $provider } er no den digitale postkassa di
mailbox-done-none = Du har ikkje digital postkasse
mailbox-done-text = Det kan ta opptil eit døgn før alle verksemder har fått beskjed.
mailbox-waiting-title = Valet ditt er lagra
mailbox-refused-title = Du fekk ikkje postkassa
mailbox-change = Vel eller byt postkasse
mailbox-help = Les meir om digital postkasse
