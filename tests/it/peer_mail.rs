//! Mail against a real server: encrypted, signed, whole.

use std::time::{Duration, Instant};

use bekreft::clients::Failure;
use bekreft::clients::mail::{DkimKey, Mail, Mailer, MailerOptions, MailerProblem};
use time::macros::datetime;
use world::smtp::MailServer;
use world::{Options, World};

fn options(url: String, server: &MailServer) -> MailerOptions {
    MailerOptions {
        url: url.into(),
        from: "Kontaktregisteret <ikke-svar@register.example>".to_owned(),
        dkim: Some(DkimKey {
            selector: "s1".to_owned(),
            domain: None,
            key_pem: server.dkim_key().to_owned().into(),
        }),
        root_certificate_pem: Some(std::fs::read(server.ca()).expect("the certificate")),
    }
}

fn mail<'a>(to: &'a str, subject: &'a str) -> Mail<'a> {
    Mail {
        to,
        subject,
        text: "Koden er 123456. Hilsen Åse, Øyvind og Ærlig.\n",
        html: "<p>Koden er 123456. Hilsen Åse, Øyvind og Ærlig.</p>",
        language: "nn",
        key: "0123456789abcdef",
        now: datetime!(2026-11-24 12:00 UTC),
    }
}

#[tokio::test]
async fn a_mail_arrives_encrypted_signed_and_whole_by_starttls_and_by_tls_from_the_start() {
    let server = MailServer::start();
    for url in [server.starttls_url(), server.smtps_url()] {
        let mailer = Mailer::new(options(url, &server)).expect("good settings");
        mailer.send(&mail("kari@example.no", "Kode på e-post")).await.expect("it is taken");
        let arrived = server.next_mail();
        assert!(arrived.secure);
        assert_eq!(
            (arrived.user.as_deref(), arrived.to),
            (Some("bruker"), vec!["kari@example.no".to_owned()])
        );
        assert_eq!(arrived.dkim, ["pass register.example s1"]);
        assert_eq!(arrived.dkim_tampered, ["neutral register.example s1"], "the check can fail");
        for header in [
            "Message-ID: <0123456789abcdef@register.example>",
            "Auto-Submitted: auto-generated",
            "X-Auto-Response-Suppress: All",
            "Content-Language: nn",
            "Content-Type: multipart/alternative",
            "From: Kontaktregisteret <ikke-svar@register.example>",
            "Date: Tue, 24 Nov 2026 12:00:00 +0000",
        ] {
            assert!(arrived.raw.contains(header), "{header}");
        }
        assert!(arrived.raw.contains("=C3=85se, =C3=98yvind og =C3=86rlig"), "quoted-printable UTF-8");
        assert!(arrived.raw.contains("text/plain; charset=utf-8") && arrived.raw.contains("text/html"));
    }
}

#[tokio::test]
async fn connections_are_used_again() {
    let server = MailServer::start();
    let mailer = Mailer::new(options(server.starttls_url(), &server)).expect("good settings");
    for _ in 0..3 {
        mailer.send(&mail("kari@example.no", "Kode")).await.expect("it is taken");
    }
    let connections = [(); 3].map(|()| server.next_mail().connections);
    assert!(connections[2] < 3, "{connections:?}");
}

#[tokio::test]
async fn nothing_goes_out_in_the_clear_or_to_a_server_that_cannot_prove_its_name() {
    let server = MailServer::start();
    let clear = format!("smtp://bruker:passord@localhost:{}", server.plain_port());
    let mailer = Mailer::new(options(clear, &server)).expect("good settings");
    assert_eq!(mailer.send(&mail("kari@example.no", "Kode")).await, Err(Failure::Misconfigured));
    for url in [server.starttls_url(), server.smtps_url()] {
        let unknown = MailerOptions { root_certificate_pem: None, ..options(url, &server) };
        let mailer = Mailer::new(unknown).expect("good settings");
        assert!(mailer.send(&mail("kari@example.no", "Kode")).await.is_err(), "an unknown certificate");
    }
    assert!(server.is_empty());
}

#[tokio::test]
async fn what_the_server_answers_is_told_apart() {
    let server = MailServer::start();
    let mailer = Mailer::new(options(server.starttls_url(), &server)).expect("good settings");
    for (to, failure) in [
        ("later@example.no", Failure::Unavailable),
        ("nobody@example.no", Failure::BadAddress),
        ("blocked@example.no", Failure::Misconfigured),
        ("policy@example.no", Failure::Misconfigured),
    ] {
        assert_eq!(mailer.send(&mail(to, "Kode")).await, Err(failure), "{to}");
    }
    let started = Instant::now();
    let nothing_sent = mailer.send(&mail("slow@example.no", "Kode")).await;
    assert_eq!(nothing_sent, Err(Failure::Unavailable), "the content has not gone out");
    let nobody_knows = mailer.send(&mail("silent@example.no", "Kode")).await;
    assert_eq!(nobody_knows, Err(Failure::Unclear));
    assert!(started.elapsed() < Duration::from_secs(10));
    let wrong = server.starttls_url().replace("p%40ss", "feil");
    let mailer = Mailer::new(options(wrong, &server)).expect("good settings");
    assert_eq!(mailer.send(&mail("kari@example.no", "Kode")).await, Err(Failure::Misconfigured), "no login");
    let nobody = "smtp://localhost:9?tls=required".to_owned();
    let mailer = Mailer::new(options(nobody, &server)).expect("good settings");
    assert_eq!(
        mailer.send(&mail("kari@example.no", "Kode")).await,
        Err(Failure::Unavailable),
        "nobody there"
    );
}

#[tokio::test]
async fn a_conversation_that_was_given_up_is_never_taken_up_by_the_next_mail() {
    let server = MailServer::start();
    let mailer = Mailer::new(options(server.starttls_url(), &server)).expect("good settings");
    for to in ["silent@example.no", "slow@example.no"] {
        assert!(mailer.send(&mail(to, "Kode")).await.is_err());
        assert_eq!(mailer.send(&mail("nobody@example.no", "Kode")).await, Err(Failure::BadAddress));
        mailer.send(&mail("kari@example.no", "Kode")).await.expect("it is taken");
        assert_eq!(server.next_mail().to, ["kari@example.no"]);
    }
}

#[tokio::test]
async fn line_breaks_make_no_headers_and_foreign_domains_go_out_in_ascii() {
    let server = MailServer::start();
    let mailer = Mailer::new(options(server.starttls_url(), &server)).expect("good settings");
    let hostile = mail("kari@example.no\r\nBcc: alle@example.no", "Kode");
    assert_eq!(mailer.send(&hostile).await, Err(Failure::BadAddress));
    mailer.send(&mail("kari@blåbær.example", "Kode\r\nBcc: alle@example.no")).await.expect("it is taken");
    let arrived = server.next_mail();
    assert!(arrived.raw.contains("To: kari@xn--blbr-roah.example"));
    assert!(!arrived.raw.to_lowercase().contains("\nbcc:"));
}

#[test]
fn wrong_settings_are_told_in_words_without_secrets() {
    let made = |url: &str, from: &str| {
        let options = MailerOptions {
            url: url.to_owned().into(),
            from: from.to_owned(),
            dkim: None,
            root_certificate_pem: None,
        };
        Mailer::new(options).err()
    };
    assert_eq!(made("smtp://u:hemmelig@host?tls=maybe", "a@b.no"), Some(MailerProblem::Tls));
    assert_eq!(made("http://host", "a@b.no"), Some(MailerProblem::Address));
    assert_eq!(made("smtp://host:25?tls=none", "ingen"), Some(MailerProblem::From));
    assert!(!format!("{}", MailerProblem::Address).contains("hemmelig"));
}

#[tokio::test]
async fn a_code_by_a_real_mail_server_verifies_the_address() {
    let server = MailServer::start();
    let settings = vec![
        ("SMTP_URL", server.starttls_url()),
        ("SMTP_FROM", "Kontaktregisteret <ikke-svar@register.example>".to_owned()),
        ("SMTP_CA", server.ca().display().to_string()),
        ("DKIM_SELECTOR", "s1".to_owned()),
        ("DKIM_KEY", server.dkim_key_file().display().to_string()),
    ];
    let world = World::with(Options { settings, ..Options::default() }).await;
    let person = world.person().registered().await;
    let citizen = world.citizen(&person).await;
    citizen.opens("/?lang=en").await;
    citizen.asks_for_code("send-email", &[]).await;
    world.works().await;
    let arrived = server.next_mail();
    assert_eq!(arrived.dkim, ["pass register.example s1"]);
    assert!(arrived.raw.contains("Content-Language: en") && arrived.raw.contains("Subject: Code to verify"));
    let code = arrived
        .raw
        .lines()
        .find(|line| line.len() == 6 && line.bytes().all(|byte| byte.is_ascii_digit()))
        .expect("the code on a line of its own");
    assert!(citizen.opens("/bekreft/kode/epost").await.shows("The e-mail was sent at"));
    assert_eq!(citizen.enters("/bekreft/kode/epost", code).await.status, 303);
    assert!(world.time_of(&person, "email_validated_at").await.is_some());
}
