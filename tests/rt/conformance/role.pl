#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# A custom role of any number of members on our queues: over REST2 none can be made. RT reads it when it starts.
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use RT;

RT::LoadConfig();
RT::Init();
my $role = RT::CustomRole->new( RT->SystemUser );
must( $role->Create( Name => 'Responsible Group', MaxValues => 0 ) );
for my $name (qw(sw-rel staged-rollout)) {
    my $queue = RT::Queue->new( RT->SystemUser );
    must( $queue->Load($name) );
    must( $role->AddToObject( ObjectId => $queue->id ) );
}

sub must {
    my ( $ok, $why ) = @_;
    $ok or die "role: $why\n";
    return;
}
