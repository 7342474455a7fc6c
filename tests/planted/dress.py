# SPDX-License-Identifier: Apache-2.0
"""The ways a conversation travels: as mails of the same words. Each takes lines (text, is_new) and gives bytes."""
import base64
import html
import textwrap

HEAD = ("From: Anna Rossi <anna@infn.example>\nTo: rt@rt.example\nMessage-ID: <planted@infn.example>\n"
        "Subject: Re: [rt.example #4711] Staged Rollout\nMIME-Version: 1.0\n")
TEXT = "Content-Type: text/plain; charset=utf-8"


def mail(body, type_line=TEXT, encoding="8bit"):
    return (HEAD + type_line + "\nContent-Transfer-Encoding: " + encoding + "\n\n").encode() + body


def joined(lines):
    return ("\n".join(line for line, _ in lines) + "\n").encode()


def plain(lines):
    return mail(joined(lines))


def crlf(lines):
    return plain(lines).replace(b"\n", b"\r\n")


def in_base64(lines):
    return mail(base64.encodebytes(joined(lines)), encoding="base64")


def flowed(lines):
    """Broken softly at 72 columns, marks repeated; a line of the sender's ends hard."""
    out = []
    for line, _ in lines:
        marks = line[:len(line) - len(line.lstrip(">"))]
        rest = line[len(marks):].strip()
        pieces = textwrap.wrap(rest, 72, break_long_words=False, break_on_hyphens=False) or [""]
        out += [(marks + (" " if marks else "") + piece + " ", None) for piece in pieces[:-1]]
        out.append((marks + (" " if marks else "") + pieces[-1] if line != "-- " else "-- ", None))
    return mail(joined(out), TEXT + "; format=flowed")


def close_up(lines):
    """Without any blank line."""
    return plain([(line, new) for line, new in lines if line.strip()])


def folded(lines):
    """Long lines without a mark broken at 76 columns, as a gateway does: attributions go to pieces."""
    out = []
    for line, new in lines:
        whole = line.lstrip().startswith(">") or len(line) <= 76
        out += [(line, new)] if whole else [(piece, new) for piece in
                                            textwrap.wrap(line, 76, break_long_words=False, break_on_hyphens=False)]
    return plain(out)


def narrow(lines):
    """Attributions broken over two to four lines."""
    out = []
    for line, new in lines:
        pieces = [line]
        if new is False and "@" in line and not line.lstrip().startswith(">"):
            pieces = textwrap.wrap(line, max(30, len(line) // 3), break_long_words=False, break_on_hyphens=False)
        out += [(piece, new) for piece in pieces]
    return plain(out)


def indented(lines):
    """What is old stands four blanks in."""
    return plain([("    " + line if new is False and line.strip() else line, new) for line, new in lines])


def no_break(lines):
    """No-break blanks in what is old, and a zero-width sign before each line of it."""
    return plain([(line if new is not False else "\u200b" + line.replace(" ", "\u00a0"), new) for line, new in lines])


def is_top_posting(lines):
    old = next((at for at, (_, new) in enumerate(lines) if new is False), len(lines))
    return not any(new for line, new in lines[old:] if line.strip())


def unmarked(lines):
    """Quotation marks lost on the way; what stands above them is left."""
    if not is_top_posting(lines):
        return None
    return plain([(line.lstrip("> ") if new is False else line, new) for line, new in lines])


def alternative(lines):
    """A plain half as it is, and an HTML half of bare paragraphs."""
    halves = (f"--b\n{TEXT}\n\n".encode() + joined(lines) + b"\n--b\nContent-Type: text/html; charset=utf-8\n\n" +
              elements(lines, "div").encode() + b"\n--b--\n")
    return mail(halves, "Content-Type: multipart/alternative; boundary=b")


def elements(lines, element):
    return "".join(f"<{element}>{html.escape(line) or '&nbsp;'}</{element}>" for line, _ in lines)


def in_html(lines, opening, closing):
    """New on top, old in the container; None where they do not stand in this order."""
    if not is_top_posting(lines):
        return None
    old = next((at for at, (_, new) in enumerate(lines) if new is False), len(lines))
    body = f"<html><body>{elements(lines[:old], 'div')}{opening}{elements(lines[old:], 'p')}{closing}</body></html>"
    return mail(body.encode(), "Content-Type: text/html; charset=utf-8")


def gmail(lines):
    return in_html(lines, '<br><div class="gmail_quote"><div dir="ltr" class="gmail_attr">On Mon, 2 Nov 2026 at 10:00, '
                   'rt &lt;rt@rt.example&gt; wrote:<br></div><blockquote class="gmail_quote" '
                   'style="margin:0 0 0 .8ex;border-left:1px #ccc solid">', "</blockquote></div>")


def outlook(lines):
    return in_html(lines, "<div><div style='border:none;border-top:solid #E1E1E1 1.0pt;padding:3.0pt 0cm 0cm 0cm'>"
                   "<p class=MsoNormal><b>From:</b> rt &lt;rt@rt.example&gt;<br><b>Sent:</b> Monday<br><b>To:</b> Anna<br>"
                   "<b>Subject:</b> Staged Rollout</p></div></div>", "")


def bare_html(lines):
    """The same lines as paragraphs, no container at all."""
    return mail(f"<html><body>{elements(lines, 'p')}</body></html>".encode(), "Content-Type: text/html; charset=utf-8")


ALL = [plain, crlf, in_base64, flowed, close_up, folded, narrow, indented, no_break, unmarked,
       alternative, gmail, outlook, bare_html]
