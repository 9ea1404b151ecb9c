# Hvem som har slått opp innbyggeren, på «Dine kontaktopplysninger».

lookups-title = Hvem som har slått deg opp
lookups-latest = Sist { $date }
lookups-none = Ingen har slått deg opp de siste 18 månedene
lookups-not-registered = Du står ikke i registeret, og da lagrer vi ikke hvem som har slått deg opp
lookups-text = Stat, kommune og andre med offentlige oppgaver slår deg opp for å vite om og hvordan de kan varsle deg eller sende deg post digitalt. Her ser du hvem, hva de spurte om og hvor mange ganger. De nyeste dagene står først.
lookups-long = Vi lagrer dette i 18 måneder. Her står høyst 50 linjer. Alle står i filen du kan laste ned.
lookups-contact = kontaktopplysningene dine
lookups-mailbox = den digitale postkassen din
lookups-contact-and-mailbox = kontaktopplysningene og den digitale postkassen din
lookups-unknown = Organisasjonsnummer { $number }
lookups-line = { $times ->
    [one] { $who } spurte om { $what } 1 gang
   *[other] { $who } spurte om { $what } { $times } ganger
}
lookups-copies = Noen virksomheter har lov til å ha sin egen kopi av registeret. De får vite det når noe endrer seg, også om deg, uten å slå deg opp. Disse har hentet endringer de siste 18 månedene:
lookups-copy = { $who }: { $what }, sist hentet { $date }
lookups-support = Brukerstøtten hos virksomheten med organisasjonsnummer { $organisation } slo deg opp ({ $reason })
lookups-support-values = Brukerstøtten hos virksomheten med organisasjonsnummer { $organisation } så hele numre og adresser ({ $reason })
lookups-reason-called = innbyggeren tok kontakt
lookups-reason-notification = et varsel kom ikke fram
lookups-reason-abuse = mistanke om misbruk
lookups-reason-case = en sak til behandling
lookups-reason-trial = prøving med syntetiske data
