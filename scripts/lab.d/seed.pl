#!/usr/bin/perl
# SPDX-License-Identifier: Apache-2.0
# The people of the laboratory: managers, owners, Early Adopter teams. Usage: seed.pl PASSWORD-FILE < roster
# Each line on stdin: group<TAB>user<TAB>address. What is there stays.
use strict;
use warnings;
use lib '/usr/share/request-tracker5/lib';
use RT;

my ($file) = @ARGV or die "usage: seed.pl PASSWORD-FILE < people\n";
open my $in, '<', $file or die "$file: $!\n";
chomp( my $password = <$in> );
RT::LoadConfig();
RT::Init();

RT->DatabaseHandle->BeginTransaction;
while ( my $line = <STDIN> ) {
    chomp $line;
    my ( $group_name, $name, $address ) = split /\t/, $line;
    my $user = RT::User->new( RT->SystemUser );
    $user->LoadByCols( Name => $name );
    must( $user->Create(
        Name => $name, EmailAddress => $address, RealName => ucfirst $name, Privileged => 1, Password => $password
    ) ) unless $user->id;
    my $group = RT::Group->new( RT->SystemUser );
    $group->LoadUserDefinedGroup($group_name);
    must( $group->CreateUserDefinedGroup( Name => $group_name ) ) unless $group->id;
    must( $group->AddMember( $user->PrincipalId ) ) unless $group->HasMember( $user->PrincipalObj );
}
RT->DatabaseHandle->Commit;

sub must {
    my ( $ok, $why ) = @_;
    $ok or die "seed: $why\n";
    return;
}
