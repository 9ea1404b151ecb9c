//! A name server that knows a handful of domains.

use std::net::SocketAddr;

use hickory_resolver::proto::op::{Message, MessageType, Query, ResponseCode};
use hickory_resolver::proto::rr::rdata::{A, MX};
use hickory_resolver::proto::rr::{Name, RData, Record, RecordType};
use tokio::net::UdpSocket;

/// Starts it; it ends with the test's runtime.
pub async fn start() -> SocketAddr {
    let socket = UdpSocket::bind("127.0.0.1:0").await.expect("a free port");
    let address = socket.local_addr().expect("an address");
    tokio::spawn(async move {
        let mut buffer = [0; 1500];
        while let Ok((length, from)) = socket.recv_from(&mut buffer).await {
            let asked = buffer.get(..length).and_then(|bytes| Message::from_vec(bytes).ok());
            let Some(answer) = asked.and_then(|asked| answer(&asked)) else { continue };
            let _ = socket.send_to(&answer, from).await;
        }
    });
    address
}

/// `None` for the domain that is never answered.
fn answer(asked: &Message) -> Option<Vec<u8>> {
    let query = asked.queries.first()?;
    let mut answer = Message::response(asked.metadata.id, asked.metadata.op_code);
    answer.metadata.message_type = MessageType::Response;
    answer.metadata.authoritative = true;
    answer.metadata.recursion_available = true;
    answer.add_query(query.clone());
    let name = query.name().to_ascii();
    match name.trim_end_matches('.') {
        "silent.example" => return None,
        "broken.example" => answer.metadata.response_code = ResponseCode::ServFail,
        "mail.example" | "xn--blbr-roah.example" => mx(&mut answer, query, 10, "mx.mail.example."),
        "null.example" => mx(&mut answer, query, 0, "."),
        "address.example" => a(&mut answer, query),
        "empty.example" => {}
        _ => answer.metadata.response_code = ResponseCode::NXDomain,
    }
    answer.to_vec().ok()
}

fn mx(answer: &mut Message, query: &Query, preference: u16, exchange: &str) {
    if query.query_type() == RecordType::MX {
        let exchange = Name::from_ascii(exchange).expect("a name");
        answer.add_answer(Record::from_rdata(
            query.name().clone(),
            60,
            RData::MX(MX::new(preference, exchange)),
        ));
    }
}

fn a(answer: &mut Message, query: &Query) {
    if query.query_type() == RecordType::A {
        let address = A::new(192, 0, 2, 1);
        answer.add_answer(Record::from_rdata(query.name().clone(), 60, RData::A(address)));
    }
}
