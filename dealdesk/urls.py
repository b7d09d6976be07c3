from django.contrib import admin
from django.urls import include, path

from dealdesk import health, views

handler500 = "dealdesk.trouble.server_error"

urlpatterns = [
    path("", include("claims.urls")),
    path("", include("claims.intake_urls")),
    path("", include("sources.urls")),
    path("accounts/login/", views.SignIn.as_view(), name="login"),
    path("accounts/logout/", views.SignOut.as_view(), name="logout"),
    path("accounts/password/", views.ChangePassword.as_view(), name="password_change"),
    path("i18n/", views.set_language, name="set_language"),
    path("healthz", health.healthz, name="healthz"),
    path("readyz", health.readyz, name="readyz"),
    path("admin/login/", views.admin_door),
    path("admin/logout/", views.SignOut.as_view()),
    path("admin/password_change/", views.ChangePassword.as_view()),
    path("admin/", admin.site.urls),
]
