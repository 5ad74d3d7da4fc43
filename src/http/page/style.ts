/** How the page looks: plain, and dark where the reader's system is. */
export const STYLE = `
:root {
  color-scheme: light dark;
  --ground: #f7f7f5; --card: #fff; --ink: #1d2021; --soft: #6b7075; --line: #e3e3de;
  --good: #1a7f4b; --warn: #a86400; --bad: #c4302b; --accent: #2a5fb8; --code: #f1f1ed;
}
@media (prefers-color-scheme: dark) {
  :root {
    --ground: #14171a; --card: #1c2024; --ink: #e4e6e8; --soft: #929aa2; --line: #2c3238;
    --good: #4fc187; --warn: #e0a349; --bad: #f0716b; --accent: #7fb0ff; --code: #23282d;
  }
}
* { box-sizing: border-box; }
html { font: 15px/1.5 system-ui, sans-serif; background: var(--ground); color: var(--ink); }
body { max-width: 68rem; margin: 0 auto; padding: 1.5rem 1.25rem 4rem; }
header { display: flex; align-items: baseline; gap: .6rem; margin-bottom: 1.25rem; }
h1 { font-size: 1.15rem; margin: 0; letter-spacing: -.01em; }
header small:first-of-type { flex: 1; }
h2 { font-size: .8rem; font-weight: 600; text-transform: uppercase; letter-spacing: .07em; color: var(--soft); margin: 2.25rem 0 .6rem; }
h3 { font-size: .95rem; font-weight: 600; margin: 0 0 .5rem; }
a { color: var(--accent); }
small { color: var(--soft); font-size: .82em; font-weight: 400; }
code, pre { font-family: ui-monospace, 'SF Mono', 'DejaVu Sans Mono', Menlo, monospace; font-size: .86em; }
pre { margin: 0; overflow-x: auto; line-height: 1.45; }
.verdict { display: flex; align-items: center; gap: .7rem; font-size: 1.5rem; font-weight: 600; letter-spacing: -.015em; margin: 0 0 1rem; }
.dot { width: .8rem; height: .8rem; border-radius: 50%; background: currentColor; flex: none; }
.good .dot, .pill.good, .same { color: var(--good); }
.warn .dot, .pill.warn, .other { color: var(--warn); }
.bad .dot, .pill.bad { color: var(--bad); }
.reason { margin: -.5rem 0 1rem; color: var(--soft); }
.facts { display: grid; grid-template-columns: repeat(auto-fit, minmax(9.5rem, 1fr)); gap: 1px; margin: 0; background: var(--line); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
.facts div { background: var(--card); padding: .7rem .95rem; }
.facts dt { color: var(--soft); font-size: .8rem; }
.facts dd { margin: 0; font-size: 1.05rem; font-weight: 500; }
.facts small { display: block; }
table { width: 100%; border-collapse: separate; border-spacing: 0; background: var(--card); border: 1px solid var(--line); border-radius: 8px; overflow: hidden; }
th { text-align: left; font-size: .8rem; font-weight: 500; color: var(--soft); padding: .5rem .95rem; }
td { padding: .5rem .95rem; border-top: 1px solid var(--line); vertical-align: top; overflow-wrap: anywhere; }
td small { display: block; }
td code { display: block; }
td:first-child { font-weight: 500; }
.pill, time { white-space: nowrap; }
.detail td { border-top: 0; padding-top: 0; font-weight: 400; }
.detail code { display: inline; }
.detail ul { margin: 0; padding-left: 1.1rem; color: var(--soft); }
.detail b { color: var(--ink); font-weight: 600; }
.mistake { background: var(--card); border: 1px solid var(--line); border-left: 3px solid var(--bad); border-radius: 8px; padding: .85rem 1rem; margin-bottom: .75rem; }
.mistake.warn { border-left-color: var(--warn); }
.mistake pre { background: var(--code); border-radius: 6px; padding: .65rem .8rem; }
.mistake .code { margin: .4rem 0 0; color: var(--soft); font-size: .8rem; }
.mark { color: var(--bad); font-weight: 700; }
.warn .mark { color: var(--warn); }
.place { color: var(--soft); }
.help { color: var(--accent); white-space: pre-wrap; }
.summary, .more, .empty { color: var(--soft); margin: .2rem 0 .7rem; }
.bar { display: flex; align-items: center; gap: 1rem; margin: 2.25rem 0 .6rem; }
.bar h2 { margin: 0; flex: 1; }
input { font: inherit; color: inherit; background: var(--card); border: 1px solid var(--line); border-radius: 6px; padding: .3rem .7rem; width: 16rem; max-width: 50vw; }
#setup p { margin-top: 1.5rem; }
#setup pre { white-space: pre-wrap; background: var(--card); border: 1px solid var(--line); border-radius: 8px; padding: .85rem 1rem; margin-top: .6rem; }
#lost { position: sticky; top: 0; z-index: 1; background: var(--bad); color: #fff; padding: .5rem .95rem; border-radius: 0 0 8px 8px; margin: -1.5rem 0 1rem; }
:focus-visible { outline: 2px solid var(--accent); outline-offset: 2px; }
@media (max-width: 40rem) { table { font-size: .92em; } th, td { padding: .45rem .6rem; } }
`
