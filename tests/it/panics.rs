//! Nothing panics; and if something does, the citizen gets a page and the log gets no values.

use actix_web::middleware::from_fn;
use actix_web::{App, test, web};
use bekreft::web::frame;
use world::{World, log};

async fn broken() -> &'static str {
    let value = "kanari-i-panikk@example.org";
    unreachable!("{value}")
}

#[actix_web::test]
async fn a_panic_becomes_a_page_with_a_support_code() {
    let world = World::start().await;
    let app = App::new()
        .app_data(world.state.clone())
        .wrap(from_fn(frame))
        .route("/i-stykker", web::get().to(broken));
    let app = test::init_service(app).await;
    let request = test::TestRequest::get().uri("/i-stykker?lang=nn").to_request();
    let response = match test::try_call_service(&app, request).await {
        Ok(response) => response.into_parts().1.map_into_boxed_body(),
        Err(error) => error.error_response(),
    };
    assert_eq!(response.status().as_u16(), 500);
    assert!(response.headers().contains_key("content-security-policy"));
    let body = actix_web::body::to_bytes(response.into_body()).await.expect("a page");
    let page = String::from_utf8_lossy(&body);
    assert!(page.contains("Noko gjekk gale hos oss") && page.contains("Støttekode: "));
    assert!(!page.contains("kanari-i-panikk"));
    assert!(!log::heard().contains("kanari-i-panikk"));
}

#[actix_web::test]
async fn a_panic_at_the_api_becomes_json_with_the_same_code() {
    let world = World::start().await;
    let app = App::new()
        .app_data(world.state.clone())
        .wrap(from_fn(bekreft::api::frame))
        .wrap(from_fn(frame))
        .route("/rest/i-stykker", web::get().to(broken));
    let app = test::init_service(app).await;
    let request = test::TestRequest::get().uri("/rest/i-stykker").to_request();
    let response = match test::try_call_service(&app, request).await {
        Ok(response) => response.into_parts().1.map_into_boxed_body(),
        Err(error) => error.error_response(),
    };
    assert_eq!(response.status().as_u16(), 500);
    assert_eq!(response.headers().get("content-type").expect("a type"), "application/json");
    assert!(response.headers().contains_key("x-correlation-id"));
    let body = actix_web::body::to_bytes(response.into_body()).await.expect("a body");
    let body: serde_json::Value = serde_json::from_slice(&body).expect("JSON");
    assert_eq!(
        body,
        serde_json::json!({ "error": "server_error", "error_description": "something is wrong on our side" })
    );
}
