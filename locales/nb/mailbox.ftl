# Digital postkasse, i dialogen og på egen side. Setninger merket F er faste.

# F
mailbox-label = Digital postkasse:
# F
mailbox-none = Du har ikke valgt postkasse for digital post.
# F
mailbox-none-text = Med digital postkasse hos e-Boks eller Digipost kan du få post fra det offentlige levert digitalt istedet for på papir.
# F
mailbox-question = Jeg ønsker å få post fra stat og kommune i digital postkasse
# F
mailbox-yes = Ja
# F
mailbox-no = Nei
mailbox-provider = Velg postkasse:
mailbox-by-digipost = Leveres av Posten Bring AS
mailbox-by-eboks = Leveres av e-Boks Norge AS
mailbox-what-is-sent = Leverandøren får fødselsnummeret og e-postadressen din, så den kan opprette postkassen.
mailbox-provider-missing = Velg hvilken postkasse du vil ha.
mailbox-no-contact = Du må oppgi mobilnummer eller e-postadresse for å velge digital postkasse.
mailbox-step-up = Du må logge inn på høyt sikkerhetsnivå for å velge digital postkasse, for eksempel med BankID.
mailbox-step-up-button = Logg inn på høyt nivå
mailbox-reserved = Du kan ikke velge digital postkasse, fordi du har reservert deg mot digital post.
mailbox-reserved-help = Les mer om reservasjon
mailbox-has-reserved = Du har { $provider }, men får ikke post fra det offentlige der, fordi du har reservert deg.
mailbox-waiting = Du har valgt { $provider }, og vi venter på svar fra leverandøren. Du trenger ikke å vente. Vi sender deg en melding når det er klart.
mailbox-refused-reserved = Du fikk ikke postkasse hos { $provider }, fordi du har reservert deg mot digital post.
mailbox-refused-exists = Du fikk ikke postkasse hos { $provider }. De sier at du har en postkasse fra før. Ta kontakt med { $provider }.
mailbox-refused-unknown = Du fikk ikke postkasse hos { $provider }, fordi de ikke finner deg. Ta kontakt med { $provider }.
mailbox-refused-email = Du fikk ikke postkasse hos { $provider }, fordi de ikke godtar e-postadressen din. Sjekk at den er riktig, og velg på nytt.
mailbox-refused-fault = Du fikk ikke postkasse hos { $provider } på grunn av en feil hos dem eller oss. Velg på nytt om en stund.
mailbox-given-up = Vi fikk ikke svar fra { $provider }. Velg på nytt hvis du fortsatt vil ha postkasse der.
mailbox-title = Digital postkasse
mailbox-lead = I en digital postkasse får du post fra stat og kommune digitalt i stedet for på papir. Du velger selv leverandør, og kan bytte når du vil.
mailbox-has = Du får post fra det offentlige i { $provider }. Valgt { $date }.
mailbox-has-not-used = Du har { $provider }, men får ikke post fra det offentlige der før du har bekreftet mobilnummeret eller e-postadressen din. Valgt { $date }.
mailbox-address = Postkasseadressen er { $address }.
mailbox-too-young = Du må ha fylt { $years } år for å velge digital postkasse her.
mailbox-not-registered = Du må registrere mobilnummer eller e-postadresse før du kan velge digital postkasse.
mailbox-not-registered-button = Registrer mobil og e-post
mailbox-not-offered = Det er ikke mulig å velge digital postkasse her nå.
mailbox-choice = Hvor vil du ha post fra stat og kommune?
mailbox-choice-none = På papir
mailbox-choice-missing = Velg en postkasse eller papir.
mailbox-change-note = Bytter du leverandør, blir gammel post liggende hos den du hadde. Den nye postkassen tas i bruk når leverandøren har svart.
mailbox-done = { $provider } er nå den digitale postkassen din
mailbox-done-none = Du har ikke digital postkasse
mailbox-done-text = Det kan ta opptil et døgn før alle virksomheter har fått beskjed.
mailbox-waiting-title = Valget ditt er lagret
mailbox-refused-title = Du fikk ikke postkassen
mailbox-change = Velg eller bytt postkasse
mailbox-help = Les mer om digital postkasse
