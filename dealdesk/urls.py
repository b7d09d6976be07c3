from django.contrib import admin
from django.contrib.auth.views import LogoutView
from django.urls import include, path

from dealdesk import views

urlpatterns = [
    path("", include("claims.urls")),
    path("", include("sources.urls")),
    path("accounts/login/", views.SignIn.as_view(), name="login"),
    path("accounts/logout/", LogoutView.as_view(), name="logout"),
    path("i18n/", views.set_language, name="set_language"),
    path("admin/", admin.site.urls),
]
