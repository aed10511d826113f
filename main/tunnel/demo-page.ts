/** The page behind the demo tunnel. One file, no scripts, nothing fetched from anywhere. */
export const demoPage = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>Through the tunnel</title>
<style>
:root { color-scheme: light dark; }
body { margin: 0; min-height: 100vh; display: grid; place-items: center; background: #f4f1ea; color: #2a2622;
  font: 17px/1.55 system-ui, sans-serif; }
main { max-width: 34rem; padding: 2.5rem; }
svg { width: 9rem; display: block; margin-bottom: 1.5rem; }
h1 { font-size: 1.7rem; line-height: 1.2; margin: 0 0 .75rem; text-wrap: balance; }
ol { padding-left: 1.2rem; }
li { margin: .3rem 0; }
p.note { color: #6b635a; font-size: .9rem; }
.rock { fill: #b9ab97; } .bore { fill: #2a2622; } .light { fill: #f6c453; } .rail { stroke: #8a7d6b; }
@media (prefers-color-scheme: dark) {
  body { background: #191714; color: #ece7df; }
  p.note { color: #a59c90; }
  .rock { fill: #5a5147; } .bore { fill: #0c0b0a; }
}
</style>
</head>
<body>
<main>
<svg viewBox="0 0 144 88" role="img" aria-label="A tunnel with a light at its end">
<path class="rock" d="M0 88 22 34 46 12 78 4l34 14 20 32 12 38z"/>
<path class="bore" d="M40 88V58a32 32 0 0 1 64 0v30z"/>
<path class="light" d="M64 88V68a8 8 0 0 1 16 0v20z"/>
<path class="rail" d="M46 88 66 72M98 88 78 72" fill="none" stroke-width="3"/>
</svg>
<h1>This page came through your tunnel.</h1>
<ol>
<li>Your browser asked a port on your own computer for it.</li>
<li>Adit took the request, encrypted it with TLS, and sent it to the server.</li>
<li>The server decrypted it and handed it to this web page.</li>
</ol>
<p class="note">The server of this demo runs inside Adit. A real one is somewhere else, runs stunnel, and leads to SSH,
a database, a VPN or whatever you like.</p>
</main>
</body>
</html>
`;
