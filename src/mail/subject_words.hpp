// SPDX-License-Identifier: Apache-2.0
// The words with which the subjects of automatic mail begin: a table to read and to add to.
// `|` parts phrases; a blank stands for any blanks and dashes, or none ("auto reply" is "AutoReply"
// too); `...` for any words. A phrase with a colon is made of ordinary words: it counts only in
// front of a colon or as the whole subject. A phrase with a star may stand after somebody's name.
#pragma once

#include <array>
#include <string_view>

namespace mail {

struct SubjectWords {
  std::string_view language;
  std::string_view phrases;
};

inline constexpr std::array subject_words{
    // Somebody is away, or a program answers in his place.
    SubjectWords{"en", "automatic reply|automatic response|automated reply|automated response|"
                       "auto reply|auto response|auto responder|auto answer|auto re:|auto:|"
                       "automatically generated reply|out of office|out of the office|"
                       "out of my office|ooo:|away from the office|away from my office|"
                       "away from my desk|away from my mail|away from my e mail|away:|"
                       "away message:|away notice:|i am away|i'm away|i am out of|i'm out of|"
                       "i am currently out of|i'm currently out of|i am on vacation|"
                       "i am on leave|i am on holiday|i'm on vacation|i'm on holiday|"
                       "on vacation:|on leave:|on holiday:|on annual leave:|vacation:|"
                       "vacation reply|vacation response|vacation message|vacation notice|"
                       "vacation auto|absence notice|absence message:|absence:|absent:|"
                       "* is out of the office|* is currently out of the office|"
                       "* is out of office|* is away from the office"},
    SubjectWords{"de",
                 "automatische antwort|automatische rückantwort|automatisch generierte antwort|"
                 "auto antwort|abwesenheitsnotiz|abwesenheitsnachricht|abwesenheitsmeldung|"
                 "abwesenheitsassistent|abwesenheitsbenachrichtigung|abwesenheitsinfo|"
                 "abwesenheit:|abwesend:|ich bin abwesend|ich bin nicht im büro|"
                 "ich bin im urlaub|ich bin außer haus|nicht im büro|nicht im buero|"
                 "außer haus:|bin im urlaub|urlaub:|urlaubsnotiz|urlaubsnachricht|"
                 "* ist außer haus|* ist nicht im büro|* ist nicht im haus"},
    SubjectWords{"fr", "réponse automatique|reponse automatique|absence du bureau|"
                       "absent du bureau|absente du bureau|absent(e) du bureau|"
                       "message d'absence|notification d'absence|absence :|absent :|"
                       "je suis absent|je suis en congé|je suis en vacances|en congés:|"
                       "* est absent du bureau|* est absente du bureau|* est absent(e)"},
    SubjectWords{"es", "respuesta automática|respuesta automatica|contestación automática|"
                       "fuera de la oficina|fuera de oficina|ausente de la oficina|ausente:|"
                       "estoy fuera|estoy de vacaciones|de vacaciones:|vacaciones:|"
                       "* está fuera de la oficina|* está ausente de la oficina"},
    SubjectWords{"it", "risposta automatica|messaggio automatico|fuori ufficio|fuori sede:|"
                       "assente dall'ufficio|assenza dall'ufficio|assenza:|assente:|"
                       "sono fuori ufficio|sono in ferie|sono assente|in ferie:|ferie:|"
                       "* è fuori ufficio|* è fuori sede|* è assente"},
    SubjectWords{"pt", "resposta automática|resposta automatica|resposta automatizada|"
                       "fora do escritório|fora do escritorio|ausência do escritório|"
                       "ausência temporária|ausente:|ausência:|estou de férias|estou ausente|"
                       "de férias:|férias:|* está fora do escritório"},
    SubjectWords{"nl", "automatisch antwoord|automatische antwoorden|automatisch gegenereerd|"
                       "afwezigheidsmelding|afwezigheidsbericht|afwezigheidsassistent|"
                       "afwezigheid:|afwezig:|ik ben afwezig|ik ben op vakantie|"
                       "niet op kantoor|niet aanwezig:|buiten kantoor:|vakantie:|"
                       "* is afwezig|* is niet op kantoor"},
    SubjectWords{"pl", "odpowiedź automatyczna|automatyczna odpowiedź|odpowiedz automatyczna|"
                       "autoodpowiedź|poza biurem|nieobecność w biurze|nieobecność:|"
                       "jestem nieobecny|jestem nieobecna|jestem na urlopie|urlop:|"
                       "* jest poza biurem|* jest nieobecny|* jest nieobecna"},
    SubjectWords{"cs", "automatická odpověď|automaticka odpoved|oznámení o nepřítomnosti|"
                       "mimo kancelář|nepřítomnost:|nepřítomen:|jsem mimo kancelář|"
                       "jsem na dovolené|dovolená:|* je mimo kancelář|* je nepřítomen"},
    SubjectWords{"sk", "automatická odpoveď|oznámenie o neprítomnosti|mimo kancelárie|"
                       "neprítomnosť:|som mimo kancelárie|som na dovolenke|dovolenka:|"
                       "* je mimo kancelárie"},
    SubjectWords{"sv", "automatiskt svar|autosvar|frånvaromeddelande|frånvarobesked|"
                       "frånvarande:|frånvaro:|inte på kontoret|ej på kontoret|"
                       "jag är på semester|jag är inte på|semester:|* är inte på kontoret|"
                       "* är frånvarande"},
    SubjectWords{"da", "automatisk svar|automatisk besvarelse|autosvar|fraværsbesked|"
                       "fraværsmeddelelse|fravær:|fraværende:|ikke på kontoret|"
                       "jeg er på ferie|jeg er ikke på|ferie:|* er ikke på kontoret"},
    SubjectWords{"nb", "automatisk svar|autosvar|fraværsmelding|fraværsassistent|fravær:|"
                       "ikke på kontoret|ikke til stede:|jeg er på ferie|"
                       "* er ikke på kontoret|* er ute av kontoret"},
    SubjectWords{"fi", "automaattinen vastaus|automaattivastaus|poissaoloilmoitus|"
                       "poissaoloviesti|poissaolo:|poissa toimistosta|poissa:|lomalla:|"
                       "olen lomalla|olen poissa|* on poissa toimistosta"},
    SubjectWords{"tr", "otomatik yanıt|otomatik cevap|ofis dışında|ofis dışındayım|"
                       "işyeri dışında|izindeyim|izinde:|* ofis dışında"},
    SubjectWords{"el", "αυτόματη απάντηση|εκτός γραφείου|απουσία από το γραφείο|απουσία:|"
                       "ειδοποίηση απουσίας|σε άδεια:"},
    SubjectWords{"hu", "automatikus válasz|automatikus üzenet|házon kívül|irodán kívül|"
                       "távollét:|távolléti értesítés|szabadságon:|szabadságon vagyok"},
    SubjectWords{"ro", "răspuns automat|raspuns automat|în afara biroului|in afara biroului|"
                       "absență:|plecat din birou|sunt în concediu|concediu:"},
    SubjectWords{"bg", "автоматичен отговор|автоматично съобщение|извън офиса|отсъствие:|"
                       "в отпуск:|в отпуск съм"},
    SubjectWords{"ru", "автоматический ответ|автоответ|автоответчик|нет на месте|вне офиса|"
                       "отсутствую|отсутствие:|в отпуске:|я в отпуске|отпуск:"},
    SubjectWords{"uk", "автоматична відповідь|автовідповідь|поза офісом|не в офісі|"
                       "відсутність:|у відпустці:|я у відпустці"},
    SubjectWords{"hr", "automatski odgovor|automatska poruka|izvan ureda|odsutnost:|"
                       "odsutan sam|odsutna sam|na godišnjem:|godišnji odmor:"},
    SubjectWords{"sr", "аутоматски одговор|аутоматска порука|ван канцеларије|одсуство:|"
                       "van kancelarije|odsustvo:"},
    SubjectWords{"sl", "samodejni odgovor|avtomatski odgovor|samodejno sporočilo|"
                       "odsotnost z dela|odsoten:|odsotnost:|nisem v pisarni|na dopustu:"},
    SubjectWords{"et", "automaatvastus|automaatne vastus|kontorist väljas|puhkusel:"},
    SubjectWords{"lv", "automātiska atbilde|automātiskā atbilde|ārpus biroja|prombūtnē:"},
    SubjectWords{"lt", "automatinis atsakymas|ne biure|atostogose:|atostogauju"},
    SubjectWords{"ca", "resposta automàtica|fora de l'oficina"},
    SubjectWords{"he", "תשובה אוטומטית|מענה אוטומטי|מחוץ למשרד"},
    SubjectWords{"ar", "رد تلقائي|الرد التلقائي|خارج المكتب"},
    SubjectWords{"zh", "自动答复|自动回复|自動回覆|自動答覆|自動回復|自动应答|外出自动|不在办公室|"
                       "不在辦公室|休假中"},
    SubjectWords{"ja", "自動応答|自動返信|自動回答|不在通知|不在応答|不在のお知らせ|不在連絡|"
                       "休暇のお知らせ|外出中"},
    SubjectWords{"ko", "자동 회신|자동 응답|자동 답장|부재 중|부재중|부재 알림|외출 중"},

    // A mail did not arrive, or not yet.
    SubjectWords{"en",
                 "undeliverable|undelivered|non delivery|nondelivery|"
                 "nondeliverable|non deliverable|ndn:|ndr:|delivery status notification|"
                 "permanent delivery failure|delivery failure|delivery failed|delivery has "
                 "failed|delivery error:|"
                 "delivery problem:|delivery delayed|delivery delay:|delivery report (|"
                 "delivery report:|delivery notification:|delivery unsuccessful|"
                 "delivery incomplete|delivery to the following|mail delivery failed|"
                 "mail delivery failure|mail delivery system|mail delivery subsystem|"
                 "mail delivery problem|mail delivery error|mail delivery delayed|"
                 "mail delivery delay:|mail delivery status|mail delivery notification|"
                 "mail delivery has failed|mail system error|mail not delivered|"
                 "mail undeliverable|message delivery failure|message delivery failed|"
                 "message delivery delayed|message delivery notification|"
                 "message delivery status|message undeliverable|message not delivered|"
                 "message delayed|message status undeliverable|"
                 "e mail delivery failure|email delivery failure|email delivery failed|"
                 "failure notice|failure delivery|failed mail|returned mail|"
                 "returned to sender|returned message|mail returned|message returned|"
                 "delayed mail|delayed delivery|could not send message|"
                 "warning could not send|warning: could not send|warning: message ... delayed|"
                 "warning: mail ... delayed|warning: still|your message could not be|"
                 "your mail could not be|your email could not be|"
                 "your message ... could not be delivered|"
                 "your message ... was not delivered|your message ... is delayed|"
                 "your message ... has been delayed|mail could not be delivered|"
                 "message could not be delivered|could not be delivered|"
                 "unable to deliver your|unable to deliver mail|unable to deliver message|"
                 "could not deliver your|cannot deliver your|user unknown|"
                 "unknown user|recipient unknown|mailbox full|mailbox is full|"
                 "mailbox unavailable|quota exceeded:|mail rejected|rejected mail:|"
                 "message rejected:|considered unsolicited bulk|"
                 "banned contents|virus ... in mail from you|"
                 "virus ... in your mail"},
    SubjectWords{"de", "unzustellbar|nicht zustellbar|unzustellbare nachricht|"
                       "zustellung fehlgeschlagen|zustellung verzögert|zustellfehler|"
                       "zustellungsfehler|fehler bei der zustellung|"
                       "benachrichtigung über den zustellstatus|"
                       "benachrichtigung zum übermittlungsstatus|"
                       "ihre nachricht konnte nicht zugestellt|mail nicht zustellbar|"
                       "übermittlung fehlgeschlagen"},
    SubjectWords{"fr", "non remis|non délivré|non distribuable|non livré|message non remis|"
                       "échec de la remise|échec de la livraison|échec de remise|"
                       "échec de livraison|impossible de remettre|remise retardée|"
                       "notification d'état de remise|notification d'échec de remise|"
                       "rapport de non remise|courrier non distribué"},
    SubjectWords{"es", "no se puede entregar|no se ha podido entregar|no se pudo entregar|"
                       "no entregado|no entregable|error de entrega|entrega fallida|"
                       "entrega retrasada|mensaje no entregado|correo no entregado|"
                       "notificación de estado de entrega|devuelto:"},
    SubjectWords{"it", "non recapitabile|impossibile recapitare|mancato recapito|"
                       "recapito non riuscito|recapito ritardato|consegna non riuscita|"
                       "messaggio non recapitato|messaggio non consegnato|"
                       "notifica sullo stato del recapito|mancata consegna|"
                       "avviso di mancata consegna"},
    SubjectWords{"pt", "não é possível entregar|não foi possível entregar|não entregue|"
                       "não entregável|falha na entrega|entrega falhou|entrega atrasada|"
                       "mensagem não entregue|notificação de status de entrega|"
                       "devolvido ao remetente"},
    SubjectWords{"nl", "onbestelbaar|niet bezorgd|kan niet worden bezorgd|bezorging mislukt|"
                       "bezorging vertraagd|aflevering mislukt|niet afgeleverd"},
    SubjectWords{"pl", "niedostarczone|nie można dostarczyć|nie dostarczono|"
                       "nie udało się dostarczyć|zwrot wiadomości|błąd dostarczenia|"
                       "powiadomienie o stanie dostarczenia"},
    SubjectWords{"cs", "nedoručitelné|nelze doručit|nedoručeno|nepodařilo se doručit|"
                       "zpráva nedoručena|doručení se nezdařilo"},
    SubjectWords{"sk", "nedoručiteľné|nedá sa doručiť|nedoručené|nepodarilo sa doručiť|"
                       "doručenie zlyhalo"},
    SubjectWords{"sv", "går inte att leverera|kan inte levereras|kunde inte levereras|"
                       "olevererat|olevererbart|leveransen misslyckades|leveransfel"},
    SubjectWords{"da", "kan ikke leveres|kunne ikke leveres|ikke leveret|uleverbar|"
                       "levering mislykkedes|leveringsfejl"},
    SubjectWords{"nb", "kan ikke leveres|kunne ikke leveres|ikke levert|levering mislyktes|"
                       "leveringsfeil"},
    SubjectWords{"fi", "ei voi toimittaa|ei voitu toimittaa|ei toimitettu|"
                       "toimitus epäonnistui|toimittaminen epäonnistui|viestiä ei voitu"},
    SubjectWords{"tr", "teslim edilemedi|teslim edilemez|teslim edilemiyor|iletilemedi|"
                       "teslimat başarısız"},
    SubjectWords{"el", "δεν είναι δυνατή η παράδοση|αδύνατη η παράδοση|δεν παραδόθηκε|"
                       "μη παραδοτέο|αποτυχία παράδοσης"},
    SubjectWords{"hu", "kézbesíthetetlen|nem kézbesíthető|sikertelen kézbesítés|"
                       "a kézbesítés sikertelen"},
    SubjectWords{"ro", "nu se poate livra|nu a putut fi livrat|imposibil de livrat|nelivrat|"
                       "livrare eșuată"},
    SubjectWords{"bg", "недоставено|не може да бъде доставено|не може да се достави|"
                       "неуспешна доставка|неуспешно доставяне"},
    SubjectWords{"ru", "не доставлено|недоставленное|недоставлено|не удается доставить|"
                       "не удаётся доставить|не удалось доставить|ошибка доставки|"
                       "сбой доставки|уведомление о состоянии доставки"},
    SubjectWords{"uk", "не доставлено|недоставлено|не вдалося доставити|"
                       "неможливо доставити|помилка доставки"},
    SubjectWords{"hr", "neisporučivo|nije isporučeno|nije moguće isporučiti|neisporučeno|"
                       "isporuka nije uspjela"},
    SubjectWords{"sl", "nedostavljivo|ni mogoče dostaviti|nedostavljeno|"
                       "dostava ni uspela"},
    SubjectWords{"zh", "无法送达|无法投递|未送达|未傳遞|無法傳遞|無法傳送|無法投遞|退信|"
                       "系统退信|邮件退回|投递失败|传递失败|傳遞失敗"},
    SubjectWords{"ja", "配信不能|配信不可|配信できません|配信できませんでした|配信エラー|配信失敗|"
                       "未配信|送信できませんでした|送信エラー"},
    SubjectWords{"ko", "배달되지 않음|배달할 수 없음|배달 실패|전달되지 않음|전송 실패|반송"},

    // Somebody's program says that a mail was shown to him.
    SubjectWords{"en", "read:|read receipt|not read:|return receipt:|deleted without being read"},
    SubjectWords{"de", "gelesen:|ungelesen gelöscht|lesebestätigung|empfangsbestätigung:"},
    SubjectWords{"fr", "lu:|non lu:|confirmation de lecture|accusé de lecture"},
    SubjectWords{"es", "leído:|leido:|no leído:|confirmación de lectura"},
    SubjectWords{"it", "letto:|non letto:|conferma di lettura"},
    SubjectWords{"pt", "lida:|lido:|não lida:|confirmação de leitura"},
    SubjectWords{"nl", "gelezen:|niet gelezen:|leesbevestiging"},
    SubjectWords{"pl", "przeczytano:|nie przeczytano:|potwierdzenie przeczytania"},
    SubjectWords{"cs", "přečteno:|nepřečteno:|potvrzení o přečtení"},
    SubjectWords{"sv", "läst:|inte läst:|läskvitto"},
    SubjectWords{"da", "læst:|ikke læst:|kvittering for læsning"},
    SubjectWords{"nb", "lest:|ikke lest:|lesebekreftelse"},
    SubjectWords{"fi", "luettu:|lukukuittaus"},
    SubjectWords{"ru", "прочтено:|прочитано:|не прочтено:"},
    SubjectWords{"ja", "開封済み:|開封確認|開封通知"},
    SubjectWords{"zh", "已读:|已讀:|阅读回执"},

    // A mailing list's program speaks of the list, not on it.
    SubjectWords{"en", "your message to ... awaits moderator approval|"
                       "your post to ... awaits moderator approval|"
                       "your message to ... has been rejected|"
                       "your message to ... was rejected|request to mailing list|"
                       "your message to ... is being moderated|"
                       "your confirmation is required to|your confirmation is needed to|"
                       "welcome to the ... mailing list|welcome to the ... list:|"
                       "you have been unsubscribed|you have been subscribed|"
                       "you have been invited to join the|"
                       "your subscription to ... has been|"
                       "* mailing list memberships reminder|* moderator request(s) waiting|"
                       "* moderator request(s) check result|* subscription notification|"
                       "* unsubscription notification|* bounce action notification|"
                       "* requires approval:|"
                       "the results of your email commands|majordomo results|"
                       "confirmation for subscribe|confirmation for unsubscribe|"
                       "confirm subscribe to|confirm unsubscribe from|"
                       "command confirmation request|rejected posting to|"
                       "output of your job|bounce ...: non member submission|"
                       "you ... are not member|loop alert:|uncaught bounce notification"},

    // A program wants a proof that a person wrote, or hands on somebody's complaint of spam.
    SubjectWords{"en", "please confirm your message|please confirm your mail|"
                       "please confirm your e mail|confirm your message|"
                       "your message requires confirmation|your mail requires confirmation|"
                       "your message requires verification|your email requires verification|"
                       "your e mail requires verification|your message awaits verification|"
                       "sender verification required|sender address verification|"
                       "your email was held|complaint about message from|"
                       "email feedback report"},
    SubjectWords{"de", "bitte bestätigen sie ihre nachricht|bitte bestätigen sie ihre e mail"},
    SubjectWords{"fr", "merci de confirmer votre message|veuillez confirmer votre message"},
    SubjectWords{"es", "confirme su mensaje|por favor confirme su mensaje"},
    SubjectWords{"it", "confermare il messaggio|conferma il tuo messaggio"},
};

} // namespace mail
