# SPDX-License-Identifier: Apache-2.0
# Early Adopter teams are AdminCc of a rollout, and RT mails every comment to AdminCcs whether they may
# read comments or not. A watcher without ShowTicketComments is left out of the mails of this one comment;
# addresses that a person names by hand in Cc or Bcc of the comment still get it.
my $ticket = $self->TicketObj;
my %seen;
for my $object ( $ticket, $ticket->QueueObj ) {
    for my $role (qw(AdminCc Cc Requestor)) {
        for my $user ( @{ $object->RoleGroup($role)->UserMembersObj->ItemsArrayRef } ) {
            my $address = $user->EmailAddress // '';
            next if $address eq '' or $seen{ lc $address }++;
            next if $user->PrincipalObj->HasRight( Right => 'ShowTicketComments', Object => $ticket );
            my ( $ok, $why ) =
              $self->TransactionObj->AddAttribute( Name => 'SquelchMailTo', Content => $address );
            RT->Logger->error("comment on ticket #@{[$ticket->id]} may reach $address: $why") unless $ok;
        }
    }
}
1;
