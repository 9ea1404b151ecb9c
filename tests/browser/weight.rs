//! What a page costs a citizen on a slow line.

use bekreft::demo::persons::Situation;

use crate::chromium::{Bench, PHONE};

#[tokio::test(flavor = "multi_thread")]
async fn the_first_view_of_the_dialog_is_at_most_fifty_kilobytes() {
    let bench = Bench::start().await;
    bench.window(PHONE).await;
    bench.logs_in(Situation::DuplicateBoth).await;
    // Files that lie in the cache count with the size they came in.
    bench.opens("/bekreft").await;
    let bytes = bench
        .asks("return [...performance.getEntriesByType('navigation'), ...performance.getEntriesByType('resource')]
                   .reduce((sum, e) => sum + Math.max(e.transferSize, e.encodedBodySize), 0)")
        .await;
    let bytes = bytes.as_u64().expect("a number");
    assert!((10_000..=50_000).contains(&bytes), "{bytes} bytes");
    bench.ends().await;
}
